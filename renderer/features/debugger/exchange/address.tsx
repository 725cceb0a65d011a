import type { ReactNode } from 'react'
import { HeldParts } from '../../../ui/held-parts.tsx'
import styles from './exchange.module.css'
import { maskedUrl } from './masked-url.ts'
import { ParameterTable } from './parameter-table.tsx'

interface AddressProps {
  /** `POST`; stands before the URL. */
  method?: string
  url: string
  /** What the URL is of: `request`, `redirect`. */
  of: string
  /** Stands between the URL and its parameters. */
  children?: ReactNode
}

/** A URL taken apart: origin and path on a line, each parameter on its own. */
export function Address({ method, url, of, children }: AddressProps) {
  const { origin, path, query, fragment } = maskedUrl(url)
  return (
    <>
      <p className={styles.address}>
        {method && <strong>{`${method} `}</strong>}
        <bdi>
          <span className={styles.origin}>
            <HeldParts parts={origin} name="the user of the URL" />
          </span>
          <HeldParts
            parts={path.length > 0 ? path : [{ text: '/', mask: null }]}
            name="a part of the path"
          />
        </bdi>
      </p>
      {children}
      {query.length > 0 && <ParameterTable label={`Query of the ${of}`} parameters={query} />}
      {fragment.length > 0 && (
        <ParameterTable label={`Fragment of the ${of}`} parameters={fragment} />
      )}
    </>
  )
}
