export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const [unit, size] =
    bytes < 1024 ** 2
      ? ['KiB', bytes / 1024]
      : bytes < 1024 ** 3
        ? ['MiB', bytes / 1024 ** 2]
        : ['GiB', bytes / 1024 ** 3];
  return `${size.toFixed(1)} ${unit}`;
}
