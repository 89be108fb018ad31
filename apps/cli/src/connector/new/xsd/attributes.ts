/** Attributes of a complex type, those of its attribute groups among them. */
import type { AttributeUse } from './model.js';
import { anySimpleType, simpleTypeIn, simpleTypeOf, xsdChildren } from './simple.js';
import { resolveName, type Component, type Symbols } from './symbols.js';
import { documentationOf } from './documentation.js';

const XML = '{http://www.w3.org/XML/1998/namespace}';

export function attributesIn(component: Component, symbols: Symbols, depth = 0): readonly AttributeUse[] {
  if (depth > 20) return [];
  return xsdChildren(component.node).flatMap((node) => {
    const at = { file: component.file, node };
    if (node.name === 'attribute') return node.attributes.get('use') === 'prohibited' ? [] : [attributeOf(at, symbols)];
    if (node.name !== 'attributeGroup') return [];
    const group = symbols.find('attributeGroup', resolveName(node.attributes.get('ref') ?? '', at));
    return group === undefined ? [] : attributesIn(group, symbols, depth + 1);
  });
}

function attributeOf(at: Component, symbols: Symbols): AttributeUse {
  const { node, file } = at;
  const ref = node.attributes.get('ref');
  const key = ref === undefined ? undefined : resolveName(ref, at);
  const declared = key === undefined ? at : symbols.find('attribute', key);
  const form = node.attributes.get('form');
  const qualified = form === undefined ? file.attributesQualified : form === 'qualified';
  const [namespace, name] =
    key === undefined
      ? [qualified ? file.namespace : '', node.attributes.get('name') ?? '']
      : (key.slice(1).split('}', 2) as [string, string]);
  return {
    name,
    namespace,
    required: node.attributes.get('use') === 'required',
    fixed: node.attributes.get('fixed') ?? declared?.node.attributes.get('fixed'),
    default: node.attributes.get('default') ?? declared?.node.attributes.get('default'),
    documentation: documentationOf(node),
    type: declared === undefined ? missingType(key) : typeOf(declared, symbols),
  };
}

function typeOf(at: Component, symbols: Symbols): AttributeUse['type'] {
  const named = at.node.attributes.get('type');
  if (named !== undefined) return simpleTypeOf(resolveName(named, at), symbols) ?? anySimpleType;
  const local = xsdChildren(at.node).find(({ name }) => name === 'simpleType');
  return local === undefined ? anySimpleType : simpleTypeIn({ file: at.file, node: local }, symbols);
}

function missingType(key: string | undefined): AttributeUse['type'] {
  return key?.startsWith(XML) === true ? { ...anySimpleType, builtIn: 'language' } : anySimpleType;
}
