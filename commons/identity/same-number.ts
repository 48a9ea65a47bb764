/** Whether the typed or pasted text is that number, with any spaces. */
export function isSameNumber(typed: string, number: string): boolean {
  const digits = (text: string): string => text.replace(/[\s-]/g, '');
  return digits(typed) === digits(number);
}
