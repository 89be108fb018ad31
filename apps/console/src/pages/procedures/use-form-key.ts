import { useState } from 'react';

/**
 * A form keeps its fields, and the focus, when what it shows was saved. It is begun again only when that was asked for,
 * once there is something newer.
 *
 * @param version of what the form was filled with
 * @param reload asks for what is newest
 */
export function useFormKey(
  version: number | string,
  reload: () => void,
): { readonly key: number; readonly beginAgain: () => void } {
  const [key, setKey] = useState(0);
  const [askedAt, setAskedAt] = useState<number | string>();
  if (askedAt !== undefined && askedAt !== version) {
    setAskedAt(undefined);
    setKey(key + 1);
  }
  const beginAgain = (): void => {
    setAskedAt(version);
    reload();
  };
  return { key, beginAgain };
}
