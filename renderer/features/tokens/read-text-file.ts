/** The file as text. The window may not read files by path; this one was handed to it by the person. */
export function readTextFile(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result : ''),
    )
    reader.addEventListener('error', () =>
      reject(reader.error ?? new Error(`${file.name} cannot be read`)),
    )
    reader.readAsText(file)
  })
}
