export interface LoginForm {
  action: string
  /** Hidden inputs and the first button, as a browser sends them. */
  fields: [string, string][]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decodeEntities = (text: string) =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (all, hex, decimal, name) => {
    if (name) return entities[String(name).toLowerCase()] ?? all
    const point = hex ? Number.parseInt(String(hex), 16) : Number(decimal)
    return point <= 0x10ffff ? String.fromCodePoint(point) : all
  })

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(
    `\\s${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+)))?(?=[\\s>/])`,
    'i',
  )
  const found = match.exec(tag)
  return found ? decodeEntities(found[1] ?? found[2] ?? found[3] ?? '') : null
}

/** The form with fields `login` and `password`, or null. Reads pages of the sandbox, not of the open web. */
export function findLoginForm(html: string): LoginForm | null {
  for (const [form] of html.matchAll(/<form\b[^>]*>.*?<\/form>/gis)) {
    const tags = [...form.matchAll(/<(?:input|button)\b[^>]*>/gi)].map(([tag]) => tag)
    const names = tags.map((tag) => attribute(tag, 'name'))
    if (!names.includes('login') || !names.includes('password')) continue
    const isHidden = (tag: string) => attribute(tag, 'type') === 'hidden'
    const isButton = (tag: string) =>
      /^<button/i.test(tag)
        ? attribute(tag, 'type') !== 'button'
        : attribute(tag, 'type') === 'submit'
    const pressed = tags.find(isButton)
    const sent = tags.filter((tag) => isHidden(tag) || tag === pressed)
    return {
      action: attribute(/^<form\b[^>]*>/i.exec(form)?.[0] ?? '', 'action') ?? '',
      fields: sent.flatMap((tag) => {
        const name = attribute(tag, 'name')
        return name ? [[name, attribute(tag, 'value') ?? '']] : []
      }),
    }
  }
  return null
}

/** The text of the title, or of the first element with role alert; empty when there is none. */
export function textOf(html: string, what: 'title' | 'alert'): string {
  const pattern =
    what === 'title' ? /<title[^>]*>([^<]*)/i : /<\w+[^>]*\srole=["']?alert["']?[^>]*>([^<]*)/i
  const text = decodeEntities(pattern.exec(html)?.[1] ?? '')
  return text.replace(/\s+/g, ' ').trim().slice(0, 200)
}
