/**
 * A service as a specialist procedure might have it, made up: petitions with scans. It has both styles of WSDL 1.1 and both
 * versions of SOAP, and a connector as somebody outside of this repository writes it.
 */
import { ConnectorPackage } from '../harness/connector-package.js';

export const PETITIONS = 'urn:example:petitions';
export const RPC = 'urn:example:petitions:rpc';
/** A petition with this subject is rejected. */
export const NO_SUBJECT = 'Nothing';

const binding = (version: '11' | '12', operations: string): string => {
  const soap = version === '11' ? 'soap' : 'soap12';
  return `<wsdl:binding name="Binding${version}" type="tns:Petitions">
    <${soap}:binding transport="http://schemas.xmlsoap.org/soap/http"/>${operations}</wsdl:binding>`;
};

const operation = (soap: string, name: string, answered = true): string => `
  <wsdl:operation name="${name}"><${soap}:operation soapAction="urn:petitions:${name}" style="document"/>
    <wsdl:input><${soap}:body use="literal"/></wsdl:input>${answered ? `<wsdl:output><${soap}:body use="literal"/></wsdl:output>` : ''}
  </wsdl:operation>`;

const operations = (soap: string): string =>
  operation(soap, 'Submit') + operation(soap, 'Count') + operation(soap, 'Announce', false);

const message = (name: string): string =>
  `<wsdl:message name="${name}"><wsdl:part name="body" element="tns:${name}"/></wsdl:message>`;

/** Document/literal; its schema imports a file beside it, and another that is written into it. */
export const PETITIONS_WSDL = `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:tns="${PETITIONS}" xmlns:p="urn:example:people" targetNamespace="${PETITIONS}">
  <wsdl:types>
    <xs:schema targetNamespace="${PETITIONS}" elementFormDefault="qualified">
      <xs:import namespace="urn:example:people"/>
      <xs:import namespace="urn:example:scans" schemaLocation="common/scans.xsd"/>
      <xs:element name="Submit"><xs:complexType><xs:sequence>
        <xs:element name="number" type="tns:Number"/>
        <xs:element name="subject" type="xs:string"/>
        <xs:element ref="p:person" minOccurs="0"/>
        <xs:element name="scan" type="c:Scan" xmlns:c="urn:example:scans" minOccurs="0" maxOccurs="9"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="SubmitResponse"><xs:complexType><xs:sequence>
        <xs:element name="state" type="xs:string"/>
        <xs:element name="reference" type="xs:string" minOccurs="0"/>
        <xs:element name="scan" type="xs:base64Binary" minOccurs="0"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="Count"><xs:complexType><xs:sequence>
        <xs:element name="number" type="tns:Number"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="CountResponse" type="xs:int"/>
      <xs:element name="Announce"><xs:complexType><xs:sequence>
        <xs:element name="number" type="tns:Number"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:simpleType name="Number"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]-[0-9]+"/></xs:restriction></xs:simpleType>
    </xs:schema>
    <xs:schema targetNamespace="urn:example:people" elementFormDefault="qualified">
      <xs:element name="person" type="xs:string"/>
    </xs:schema>
  </wsdl:types>
  ${['Submit', 'SubmitResponse', 'Count', 'CountResponse', 'Announce'].map(message).join('\n  ')}
  <wsdl:portType name="Petitions">
    <wsdl:operation name="Submit"><wsdl:input message="tns:Submit"/><wsdl:output message="tns:SubmitResponse"/></wsdl:operation>
    <wsdl:operation name="Count"><wsdl:input message="tns:Count"/><wsdl:output message="tns:CountResponse"/></wsdl:operation>
    <wsdl:operation name="Announce"><wsdl:input message="tns:Announce"/></wsdl:operation>
  </wsdl:portType>
  ${binding('11', operations('soap'))}
  ${binding('12', operations('soap12'))}
  <wsdl:service name="PetitionService">
    <wsdl:port name="Port11" binding="tns:Binding11"><soap:address location="http://old.example/petitions"/></wsdl:port>
    <wsdl:port name="Port12" binding="tns:Binding12"><soap12:address location="http://old.example/petitions"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`;

export const SCANS_XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:scans">
  <xs:complexType name="Scan"><xs:simpleContent><xs:extension base="xs:base64Binary">
    <xs:anyAttribute namespace="http://www.w3.org/2005/05/xmlmime" processContents="skip"/>
  </xs:extension></xs:simpleContent></xs:complexType>
</xs:schema>
`;

/** Rpc/literal, SOAP 1.1 alone. */
export const RPC_WSDL = `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${RPC}" targetNamespace="${RPC}">
  <wsdl:types><xs:schema targetNamespace="${RPC}">
    <xs:complexType name="Petition"><xs:sequence>
      <xs:element name="number" type="xs:string"/><xs:element name="scan" type="xs:base64Binary" minOccurs="0"/>
    </xs:sequence></xs:complexType>
  </xs:schema></wsdl:types>
  <wsdl:message name="register"><wsdl:part name="petition" type="tns:Petition"/><wsdl:part name="urgent" type="xs:boolean"/></wsdl:message>
  <wsdl:message name="registered"><wsdl:part name="result" type="xs:string"/></wsdl:message>
  <wsdl:portType name="Registry"><wsdl:operation name="register">
    <wsdl:input message="tns:register"/><wsdl:output message="tns:registered"/>
  </wsdl:operation></wsdl:portType>
  <wsdl:binding name="Registry" type="tns:Registry">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="register"><soap:operation soapAction=""/>
      <wsdl:input><soap:body use="literal" namespace="${RPC}"/></wsdl:input>
      <wsdl:output><soap:body use="literal" namespace="${RPC}"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Registry"><wsdl:port name="Registry" binding="tns:Registry">
    <soap:address location="http://old.example/registry"/></wsdl:port></wsdl:service>
</wsdl:definitions>
`;

const manifest = {
  name: 'petitions',
  title: 'Petitions',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  settings: 'petitions/settings.json',
  soap: [
    { name: 'v1', title: 'Petitions', wsdl: 'petitions/petitions.wsdl' },
    { name: 'registry', title: 'Registry', wsdl: 'petitions/registry.wsdl' },
    { name: 'missing', title: 'Of a package that is not installed', wsdl: 'nowhere.wsdl' },
  ],
  accepts: [
    ['submit', PETITIONS, 'Submit', 'filed'],
    ['count', PETITIONS, 'Count', 'question'],
    ['announce', PETITIONS, 'Announce', 'accepted'],
    ['register', RPC, 'register', 'accepted'],
  ].map(([type, namespace, element, answer]) => ({
    type,
    title: element,
    root: { namespace, element },
    namespaces: { p: PETITIONS },
    answer,
  })),
};

const code = `
import { Rejected } from '@fachwerk/connectors/contract';
const P = '${PETITIONS}';
const key = ({ body }) => body.text('p:number');
const filed = (number, subject, message, settings) => [
  { do: 'open-file', key: number, filePlanCode: settings.filePlanCode, subject },
  { do: 'add-document', key: number + '/m', in: { file: number }, subject, content: 'message' },
  ...message.attachments.map(({ name }) => (
    { do: 'add-document', key: number + '/' + name, in: { file: number }, subject: name, content: { attachment: name } })),
];
const submit = {
  key,
  translate: (message, settings) => {
    const subject = message.body.text('p:subject');
    if (subject === '${NO_SUBJECT}') throw new Rejected('petitions.no-subject', 'The petition is about nothing.');
    return filed(key(message), subject, message, settings);
  },
  ask: (message) => message.attachments.length === 0 ? [] : [{ do: 'content', key: key(message) + '/content-1' }],
  reply: (outcome) => ({ name: 'SubmitResponse', namespace: P, children: [
    { name: 'state', text: outcome.error === undefined ? outcome.state : outcome.error.code },
    ...(outcome.records.length === 0 ? [] : [{ name: 'reference', text: outcome.records[0].reference }]),
    ...(outcome.answers.length === 0 ? [] : [{ name: 'scan', content: 0 }]),
  ] }),
};
const count = {
  key,
  translate: () => [],
  ask: (message) => [{ do: 'find', what: 'document', by: { inFile: key(message) } }],
  reply: ({ answers }) => ({ name: 'CountResponse', namespace: P, text: String(answers[0].records.length) }),
};
const announce = { key, translate: (message, settings) => filed(key(message), 'announced', message, settings) };
const numberOf = ({ body }) => body.text('petition/number');
const register = { key: numberOf, translate: (message, settings) => filed(numberOf(message), 'registered', message, settings) };
export const connector = { manifest: ${JSON.stringify(manifest)}, types: { submit, count, announce, register } };
`;

export async function petitionsPackage(): Promise<ConnectorPackage> {
  const made = await ConnectorPackage.bare('petitions');
  await made.write('dist/connector.js', code);
  await made.write('schemas/petitions/petitions.wsdl', PETITIONS_WSDL);
  await made.write('schemas/petitions/common/scans.xsd', SCANS_XSD);
  await made.write('schemas/petitions/registry.wsdl', RPC_WSDL);
  await made.write('schemas/petitions/settings.json', {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'petitions/settings.json',
    type: 'object',
    required: ['filePlanCode'],
    properties: { filePlanCode: { type: 'string' } },
  });
  return made;
}
