/** Whether the typed or pasted text is `number`, whatever spaces and hyphens either has. */
export function isSameNumber(typed: string, number: string): boolean {
  const digits = (text: string): string => text.replace(/[\s-]/g, '');
  return digits(typed) === digits(number);
}
