import { both } from '../../language/language.js';

export const seriesTexts = both(
  {
    title: 'Durchsatz',
    lead: (step: string) => `Nachrichten je Minute, gemittelt über ${step}.`,
    span: 'Zeitraum',
    spans: {
      '1h': 'letzte Stunde',
      '6h': 'letzte 6 Stunden',
      '24h': 'letzte 24 Stunden',
      '7d': 'letzte 7 Tage',
      '30d': 'letzte 30 Tage',
    },
    asTable: 'Als Tabelle',
    asChart: 'Als Diagramm',
    table: 'Nachrichten je Minute',
    time: 'Zeit',
  },
  {
    title: 'Throughput',
    lead: (step) => `Messages a minute, on average over ${step}.`,
    span: 'Span',
    spans: {
      '1h': 'last hour',
      '6h': 'last 6 hours',
      '24h': 'last 24 hours',
      '7d': 'last 7 days',
      '30d': 'last 30 days',
    },
    asTable: 'As a table',
    asChart: 'As a chart',
    table: 'Messages a minute',
    time: 'Time',
  },
);
