import type { Imported } from '../../../../../shared/connection-form.ts'
import { readTerraformValue, type TerraformReading } from '../../terraform-value.ts'
import { configurationKeys } from '../requests.ts'
import { exchangeConnection, importExchange, unresolvedNotes } from './import-exchange.ts'

/** Terraform code has few of them; a hostile text may have thousands. */
const most = 20

/** `resource "..." { key = "tokenExchange" value = jsonencode({ ... }) }`, or that call alone. */
export function importTerraform(text: string): Imported[] {
  const values = [...text.matchAll(/\bjsonencode\s*\(/g)].slice(0, most).flatMap((found) => {
    const reading = readTerraformValue(text, found.index + found[0].length)
    return reading ? [{ key: keyAround(text, found.index), reading }] : []
  })
  const settings = new Map(values.map(({ key, reading }) => [key, reading.value]))
  const [first] = values.filter(({ key }) => key === 'tokenExchange')
  const only = first ?? values.find(({ key, reading }) => key === '' && isDocument(reading))
  if (only === undefined) return []
  const given = {
    document: only.reading.value,
    settings,
    notes: unresolvedNotes(only.reading),
  }
  return [exchangeConnection('a Terraform snippet', given)]
}

const isDocument = ({ value }: TerraformReading) => importExchange(value).length > 0

/** The key of the resource that the value belongs to, before or after it; empty where there is none. */
function keyAround(text: string, at: number): string {
  const before = text.slice(0, at)
  const start = Math.max(before.lastIndexOf('resource '), 0)
  const after = text.indexOf('resource ', at)
  const block = text.slice(start, after < 0 ? undefined : after)
  const keys = [...block.matchAll(/\bkey\s*=\s*"(\w{1,60})"/g)].map(([, key]) => key ?? '')
  return keys.find((key) => configurationKeys.includes(key)) ?? keys[0] ?? ''
}
