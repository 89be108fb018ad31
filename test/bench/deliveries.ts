/**
 * Deliveries of invoices, made up for the comparison of the entrances: a connector with a WSDL, whose message is the same by
 * every entrance. It is one as somebody outside of this repository writes it, so the interpreter runs it.
 */
import { ConnectorPackage } from '../harness/connector-package.js';

export const DELIVERIES = 'urn:example:deliveries';

const manifest = {
  name: 'deliveries',
  title: 'Deliveries',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  settings: 'deliveries/settings.json',
  soap: [{ name: 'v1', title: 'Deliveries', wsdl: 'deliveries/deliveries.wsdl' }],
  accepts: [
    {
      type: 'deliver',
      title: 'An invoice was delivered',
      root: { namespace: DELIVERIES, element: 'Deliver' },
      namespaces: { d: DELIVERIES },
      answer: 'accepted',
    },
  ],
};

const code = `
const number = ({ body }) => body.text('d:number');
const deliver = {
  key: number,
  translate: (message, settings) => {
    const seller = message.body.text('d:seller');
    const key = number(message);
    return [
      { do: 'open-file', key: seller, filePlanCode: settings.filePlanCode, subject: 'Lieferant ' + seller },
      { do: 'add-document', key: key + '/m', in: { file: seller }, subject: 'Rechnung ' + key, content: 'message' },
      ...message.attachments.map(({ name }) => (
        { do: 'add-document', key: key + '/' + name, in: { file: seller }, subject: 'Anlage ' + key, content: { attachment: name } })),
    ];
  },
};
export const connector = { manifest: ${JSON.stringify(manifest)}, types: { deliver } };
`;

/** Of one operation, which is answered as soon as its message is durable. */
const wsdl = `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${DELIVERIES}" targetNamespace="${DELIVERIES}">
  <wsdl:types><xs:schema targetNamespace="${DELIVERIES}" elementFormDefault="qualified">
    <xs:element name="Deliver"><xs:complexType><xs:sequence>
      <xs:element name="number" type="xs:string"/>
      <xs:element name="seller" type="xs:string"/>
      <xs:element name="invoice"><xs:complexType><xs:sequence>
        <xs:any namespace="##other" processContents="lax"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="scan" type="xs:base64Binary" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:schema></wsdl:types>
  <wsdl:message name="Deliver"><wsdl:part name="body" element="tns:Deliver"/></wsdl:message>
  <wsdl:portType name="Deliveries"><wsdl:operation name="Deliver"><wsdl:input message="tns:Deliver"/></wsdl:operation></wsdl:portType>
  <wsdl:binding name="Deliveries" type="tns:Deliveries">
    <soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Deliver"><soap12:operation soapAction="" style="document"/><wsdl:input><soap12:body use="literal"/></wsdl:input></wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Deliveries"><wsdl:port name="Deliveries" binding="tns:Deliveries">
    <soap12:address location="http://old.example/deliveries"/></wsdl:port></wsdl:service>
</wsdl:definitions>
`;

export async function deliveriesPackage(): Promise<ConnectorPackage> {
  const made = await ConnectorPackage.bare('deliveries');
  await made.write('dist/connector.js', code);
  await made.write('schemas/deliveries/deliveries.wsdl', wsdl);
  await made.write('schemas/deliveries/settings.json', {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'deliveries/settings.json',
    type: 'object',
    required: ['filePlanCode'],
    properties: { filePlanCode: { type: 'string' } },
  });
  return made;
}
