/** Marks that turn the direction of text: a name with one can show another ending than it has (`gpj.exe` as `exe.jpg`). */
export const BIDI_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
