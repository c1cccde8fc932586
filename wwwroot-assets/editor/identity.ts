/** 128 random bits. `crypto.randomUUID` would need a secure context, which an office's http://10.… is not. */
export function newId(): string {
  let id = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += byte.toString(16).padStart(2, '0')
  return id
}
