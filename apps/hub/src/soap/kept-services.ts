import type { SoapService } from './service.js';

/** A compiled schema is some megabytes that no heap limit counts; those asked for last stay. */
const OPEN_MAX = 16;

/** Services that are open, by what they are known by; whoever has one asks for it again rather than keeping it. */
export class KeptServices<Key> {
  /** In the order of their last use. */
  private readonly open = new Map<Key, SoapService>();

  /** @param opened called where it is not open */
  get(key: Key, opened: () => SoapService): SoapService {
    const service = this.open.get(key) ?? opened();
    this.open.delete(key);
    this.open.set(key, service);
    const [oldest] = this.open;
    if (this.open.size > OPEN_MAX && oldest !== undefined) {
      this.open.delete(oldest[0]);
      oldest[1].dispose();
    }
    return service;
  }

  /** What they were made of has changed. */
  forget(): void {
    for (const service of this.open.values()) service.dispose();
    this.open.clear();
  }
}
