/** What a connector replies, as XML is written. */
import type { ReplyElement } from '@fachwerk/connectors/contract';
import { cidOf } from './soap/mtom.js';
import type { XmlNode } from './soap/write-xml.js';

const XOP = 'http://www.w3.org/2004/08/xop/include';

/** @param contentId of the part that has the bytes of an answer, by its position */
export function replyNode(reply: ReplyElement, contentId: (position: number) => string): XmlNode {
  const nodeOf = (element: ReplyElement, outer: string): XmlNode => {
    const { name, namespace = outer, attributes, text, children, content } = element;
    return {
      name,
      namespace,
      ...(attributes === undefined ? {} : { attributes }),
      ...(text === undefined ? {} : { text }),
      ...(children === undefined ? {} : { children: children.map((child) => nodeOf(child, namespace)) }),
      ...(content === undefined ? {} : { children: [include(contentId(content))] }),
    };
  };
  return nodeOf(reply, '');
}

function include(contentId: string): XmlNode {
  return { name: 'Include', namespace: XOP, prefix: 'xop', attributes: { href: cidOf(contentId) } };
}
