import { useTexts } from '../language/language.js';
import { Button } from './button.js';
import { say } from './say.js';
import { words } from './texts.js';

export function CopyButton({ text: copied, what }: { readonly text: string; readonly what: string }) {
  const text = useTexts(words);
  // Browsers keep the clipboard from pages that came without encryption.
  if (!isSecureContext) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(copied);
    say(text.copied);
  };
  return (
    <Button small look="quiet" aria-label={`${text.copy}: ${what}`} onPress={() => void copy()}>
      {text.copy}
    </Button>
  );
}
