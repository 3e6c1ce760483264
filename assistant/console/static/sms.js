// What a text costs as SMS, counted as the server counts it (3GPP TS 23.038).

export function countSms(text, basic, extension) {
  const chars = [...text];
  const gsm = chars.every((char) => basic.includes(char) || extension.includes(char));
  const width = (char) => (gsm ? (extension.includes(char) ? 2 : 1) : char.length);
  const units = chars.reduce((sum, char) => sum + width(char), 0);
  const [alone, part] = gsm ? [160, 153] : [70, 67];
  if (units <= alone) return { units, count: 1, room: alone - units };
  let count = 1;
  let left = part;
  for (const char of chars) {
    if (width(char) > left) [count, left] = [count + 1, part];
    left -= width(char);
  }
  return { units, count, room: left };
}
