/** What one filed message leaves in each table, for all of `fill_draft` at once. */
import { talliesOf } from './fill-stamps.js';

/** By procedure: what the connector of it writes. */
const SUBJECT = `CASE procedure
  WHEN 'xrechnung' THEN 'Rechnung RE-' || year || '/' || number || ', ' || w1 || ' ' || seller_name || ' GmbH'
  WHEN 'building-permits' THEN 'Bescheid BG-' || year || '-' || number || ': ' || w1 || ' ' || w2
  ELSE w1 || ' ' || w2 || ' ' || w3 || ' ' || w4 END`;
const FILE_NAME = `CASE procedure WHEN 'xrechnung' THEN 'RE-' || year || '-' || number || '.xml' WHEN 'xdomea' THEN lower(w1) || '-' || number || '.pdf'
  ELSE 'message.json' END`;
const KEY = `CASE procedure WHEN 'xrechnung' THEN 'vat:DE' || (100000000 + seller) || '/RE-' || year || '/' || number || '/' || at::date
  WHEN 'xdomea' THEN document::text ELSE 'BG-' || year || '-' || number || '/decision' END`;
const DOCUMENT_TYPE = `CASE procedure WHEN 'xrechnung' THEN 'invoice' WHEN 'building-permits' THEN 'decision' ELSE 'letter' END`;
const METADATA = `CASE procedure
  WHEN 'xrechnung' THEN jsonb_build_object('invoice-number', 'RE-' || year || '/' || number, 'issue-date', at::date::text, 'type-code', '380',
    'profile', 'xrechnung', 'specification', 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
    'currency', 'EUR', 'due-date', (at::date + 30)::text, 'seller-name', seller_name || ' GmbH', 'seller-vat-id', 'DE' || (100000000 + seller),
    'seller-country', 'DE', 'buyer-name', 'Stadt Musterstadt, ' || w3 || 'amt', 'buyer-reference', '04011000-12345-' || seller % 97,
    'purchase-order', 'B-' || year || '-' || number % 5000, 'amount-lines', (number % 90000)::text || '.00',
    'amount-vat', (number % 17000)::text || '.10', 'amount-payable', (number % 107000)::text || '.10')
  WHEN 'xdomea' THEN jsonb_build_object('process-id', document::text, 'author', w3 || ' ' || w4, 'remark', w2 || ' ' || w1)
  ELSE '{}' END`;
const MIME = `CASE procedure WHEN 'xrechnung' THEN 'application/xml' WHEN 'xdomea' THEN 'application/pdf' ELSE 'application/json' END`;
const REFERENCE = `(SELECT code FROM file_plan_entry AS e WHERE e.id = entry) || '/' || to_char(opened_at, 'YYYY') || '-' || file.n`;

export const caseFiles = `
  INSERT INTO case_file (tenant_id, id, procedure_id, file_plan_entry_id, reference, subject, metadata, last_case_number, created_at)
  SELECT p.tenant_id, file.id, p.id, entry, ${REFERENCE}, s1.word || ' ' || s2.word || ' GmbH, ' || to_char(opened_at, 'YYYY'), '{}',
    CASE WHEN p.name = 'building-permits' THEN (size + 2) / 3 ELSE 0 END, opened_at
  FROM fill_file AS file JOIN fill_procedure AS p ON p.name = procedure, (SELECT count(*) AS total FROM fill_word) AS words,
    fill_word AS s1, fill_word AS s2
  WHERE s1.rank = 1 + seller % total AND s2.rank = 1 + (seller * 31) % total ORDER BY opened_at;
  INSERT INTO record_key (tenant_id, procedure_id, kind, key, record_id)
  SELECT p.tenant_id, p.id, 'case-file', 'file-' || file.n, file.id FROM fill_file AS file JOIN fill_procedure AS p ON p.name = procedure;
  INSERT INTO reference_counter (tenant_id, scope, last_number)
  SELECT p.tenant_id, code || '/' || to_char(opened_at, 'YYYY') || '-{seq}', max(file.n)
  FROM fill_file AS file JOIN fill_procedure AS p ON p.name = procedure JOIN file_plan_entry AS e ON e.id = entry GROUP BY 1, 2
  ON CONFLICT (tenant_id, scope) DO UPDATE SET last_number = excluded.last_number
    WHERE reference_counter.last_number < excluded.last_number`;

export const cases = `
  INSERT INTO file_case (tenant_id, id, case_file_id, number, subject, metadata, opened_on, closed_on, created_at)
  SELECT tenant_id, case_id, file, 1 + (k - 1) / 3, w1 || ' ' || w2, jsonb_build_object('permit-number', 'BG-' || year || '-' || number,
    'applicant', w3 || ' ' || w4, 'fee', (number % 5000)::text || '.50'), at::date, at::date, at
  FROM (SELECT DISTINCT ON (case_id) * FROM fill_draft WHERE case_id IS NOT NULL ORDER BY case_id, at) AS first ORDER BY first.at;
  INSERT INTO record_key (tenant_id, procedure_id, kind, key, record_id)
  SELECT DISTINCT tenant_id, procedure_id, 'case', case_id::text, case_id FROM fill_draft WHERE case_id IS NOT NULL`;

export const documents = `
  INSERT INTO document (tenant_id, id, case_file_id, case_id, subject, document_type, document_date, metadata, current_version, created_at)
  SELECT tenant_id, document, file, case_id, ${SUBJECT}, ${DOCUMENT_TYPE}, at::date, ${METADATA}, 1, at FROM fill_draft ORDER BY g;
  INSERT INTO document_version (tenant_id, document_id, number, sha256, size_bytes, mime, file_name, metadata, message_id, created_at)
  SELECT tenant_id, document, 1, decode(h1 || h2, 'hex'), 2500, ${MIME}, ${FILE_NAME}, '{}', message, at FROM fill_draft ORDER BY g;
  ANALYZE document, document_version, case_file, file_case`;

export const keys = `
  INSERT INTO record_key (tenant_id, procedure_id, kind, key, record_id)
  SELECT tenant_id, procedure_id, 'document', ${KEY}, document FROM fill_draft ORDER BY g`;

/** As long as a real one, and as random: it is a signature, and base64 of what does not repeat. */
const JWS = `'eyJhbGciOiJFUzI1NiIsImtpZCI6InJlY2VpcHQtMSIsInR5cCI6ImZhY2h3ZXJrLXJlY2VpcHQrandzIn0.'
  || (SELECT string_agg(encode(sha512(convert_to(h1 || i, 'UTF8')), 'hex'), '') FROM generate_series(1, 7) AS i)`;

export const submissions = `
  INSERT INTO submission (tenant_id, id, procedure_id, key, content_hash, state, message_id, accepted_at, filed_attempt, settled_at, connector,
    connector_version, type, receipt, receipt_jws, provisional)
  SELECT tenant_id, submission, procedure_id, ${KEY}, decode(h2 || h1, 'hex'), 'filed', message, at, attempt, at + interval '80 ms', connector,
    '1.1.0', CASE procedure WHEN 'xrechnung' THEN 'invoice.ubl' ELSE 'permit-granted.v2' END,
    jsonb_build_object('key', ${KEY}, 'cases', '[]'::jsonb, 'filedAt', at::text, 'messageId', message, 'fileReference', '903.4/' || year || '-' || file_n,
      'caseFiles', jsonb_build_array(jsonb_build_object('id', file, 'reference', '903.4/' || year || '-' || file_n)),
      'documents', jsonb_build_array(jsonb_build_object('id', document, 'key', ${KEY}, 'mime', ${MIME}, 'sha256', h1 || h2, 'version', 1,
        'fileName', ${FILE_NAME}, 'sizeBytes', 2500))),
    ${JWS}, false
  FROM fill_draft ORDER BY g`;

export const messages = `
  INSERT INTO message (tenant_id, id, accepted_at, procedure_id, gateway, epoch, seq, envelope, submission_id, validation, seen_at, tried_at, settled_at)
  SELECT tenant_id, message, at, procedure_id, 'gateway-fill', epoch, seq,
    jsonb_build_object('id', message, 'body', jsonb_build_object('mime', ${MIME}, 'inline', true, 'sha256', h1 || h2, 'syntax', 'xml',
        'elements', 38, 'sizeBytes', 2520),
      'stamp', jsonb_build_object('seq', seq, 'epoch', epoch, 'gateway', 'gateway-fill'), 'tenant', tenant_id,
      'version', 1, 'connector', connector, 'procedure', procedure_id, 'acceptedAt', at::text, 'attachments', '[]'::jsonb),
    submission, '{"schema": {"result": "not-installed", "findings": []}}', at + interval '60 ms', at + interval '60 ms', at + interval '80 ms'
  FROM fill_draft ORDER BY g`;

export const attempts = `
  INSERT INTO attempt (tenant_id, id, accepted_at, message_id, submission_id, outcome, stage, connector, connector_version, actor, started_at, ended_at)
  SELECT tenant_id, attempt, at, message, submission, 'filed', 'file', connector, '1.1.0', 'worker', at + interval '40 ms', at + interval '80 ms'
  FROM fill_draft ORDER BY g`;

/** An invoice as the benchmark sends it, with a few lines. */
export const payloads = `
  INSERT INTO payload (tenant_id, message_id, accepted_at, body, sha256)
  SELECT tenant_id, message, at, convert_to('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><cbc:ID>RE-' || year || '/' || number
    || '</cbc:ID><cbc:IssueDate>' || at::date || '</cbc:IssueDate><cbc:Note>' || w1 || ' ' || w2 || ' ' || w3 || '</cbc:Note>'
    || (SELECT string_agg('<cac:InvoiceLine><cbc:ID>' || i || '</cbc:ID><cbc:LineExtensionAmount currencyID="EUR">' || (number * i) % 9973 || '.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>'
      || substr(h1, i, 12) || ' ' || w4 || '</cbc:Name></cac:Item></cac:InvoiceLine>', '') FROM generate_series(1, 10) AS i)
    || '</Invoice>', 'UTF8'), decode(h1 || h2, 'hex')
  FROM fill_draft ORDER BY g`;

export const history = `
  INSERT INTO history (tenant_id, id, at, actor, record_kind, record_id, action, new_value, message_id)
  SELECT tenant_id, gen_random_uuid(), at, 'procedure:' || procedure, 'document', document, 'created',
    jsonb_build_object('subject', ${SUBJECT}, 'sha256', h1 || h2, 'documentType', ${DOCUMENT_TYPE}, 'documentDate', at::date, 'metadata', ${METADATA}), message
  FROM fill_draft ORDER BY g;
  INSERT INTO history (tenant_id, id, at, actor, record_kind, record_id, action, new_value, message_id)
  SELECT tenant_id, gen_random_uuid(), at, 'procedure:' || procedure, 'case-file', file, 'created', jsonb_build_object('subject', seller_name), message
  FROM fill_draft WHERE k = 1`;

export const tallies = talliesOf('fill_draft', 'gateway-fill');
