interface TextLinesProps {
  /** What it is, for screen readers. */
  readonly label: string;
  readonly text: string;
}

/** A text with numbered lines, which scrolls within itself and can be scrolled by keyboard. */
export function TextLines({ label, text }: TextLinesProps) {
  return (
    <div className="lines" role="region" aria-label={label} tabIndex={0}>
      <ol>
        {text
          .trimEnd()
          .split(/\r\n|\n|\r/)
          .map((line, index) => (
            <li key={index}>{line}</li>
          ))}
      </ol>
    </div>
  );
}
