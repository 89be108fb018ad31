import type { XoevMessage, XoevVersion } from '../xoev/index.js';

/** A message of XUnternehmen Gewerbesteuer. */
export interface TaxMessage extends XoevMessage {
  /** What is determined or computed, by the element that says it, and what people call that. */
  readonly parts: Readonly<Record<string, string>>;
  /** A computation for insolvency proceedings has another letterhead (BriefkopfInsolvenz) than a notice. */
  readonly insolvency?: true;
}

const assessment = { gwstVeranlagung: 'Veranlagung' };
const surcharges = { gwstVerspaetungszuschlag: 'Verspätungszuschlag', gwstSaeumniszuschlag: 'Säumniszuschlag' };
const interest = { gwstZinsen: 'Zinsen' };
const prepayments = { gwstVorauszahlungen: 'Vorauszahlungen' };

export const versions: readonly XoevVersion<TaxMessage>[] = [
  {
    version: '1.4',
    namespace: 'urn:xoev-de:xunternehmen:standard:gewerbesteuer_1.4',
    messages: [
      {
        number: '0001',
        element: 'bescheide.gewerbesteuer.0001',
        name: 'Gewerbesteuerbescheid',
        parts: { ...assessment, ...surcharges },
      },
      { number: '0002', element: 'bescheide.zinsen.0002', name: 'Zinsbescheid', parts: interest },
      { number: '0003', element: 'bescheide.vorauszahlung.0003', name: 'Vorauszahlungsbescheid', parts: prepayments },
      {
        number: '0010',
        element: 'bescheide.gewerbesteuer.generisch.0010',
        name: 'Gewerbesteuerbescheid',
        parts: { ...assessment, ...surcharges, ...interest, ...prepayments, gwstKurzbescheid: 'Kurzbescheid' },
      },
      {
        number: '0021',
        element: 'berechnung.gewerbesteuer.0021',
        name: 'Gewerbesteuerberechnung',
        parts: { gwstBerechnung: 'Berechnung', ...surcharges, ...interest, ...prepayments },
        insolvency: true,
      },
    ],
  },
];
