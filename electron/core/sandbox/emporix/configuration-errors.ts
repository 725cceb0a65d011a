import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { tenant } from '../clients.ts'
import { errorMessage } from './error-message.ts'

/** Whose configurations are spoken of; null are the tenant's own. */
export type Owner = { client: string } | null

/** [DOC] the samples of the API reference, whose texts differ between a tenant and its clients. */
export function configurationErrors(c: Context, owner: Owner) {
  const kind = owner ? 'Client' : 'Tenant'
  const answer = (status: ContentfulStatusCode, message: string, detail: string) =>
    errorMessage(c, status, { type: 'application/json', message, details: [{ message: detail }] })
  const refused = (verb: 'created' | 'updated', status: 400 | 409, detail: string) =>
    answer(status, `${kind} configuration could not be ${verb}`, detail)

  return {
    notFound: (key: string) =>
      answer(
        404,
        'Configuration not found',
        owner
          ? `Could not find the client configuration for the client '${owner.client}' with the propertyKey '${key}' in the tenant '${tenant}'`
          : `Could not find the tenant configuration with the propertyKey '${key}' for the tenant '${tenant}'`,
      ),
    notDeleted: (key: string) =>
      answer(
        404,
        `${kind} configuration could not be found`,
        owner
          ? `Couldn't delete the client configuration for the client '${owner.client}' with the propertyKey '${key}' for the tenant '${tenant}'`
          : `Couldn't delete the tenant configuration with the propertyKey '${key}' for the tenant '${tenant}'`,
      ),
    notUpdated: (key: string) =>
      refused(
        'updated',
        400,
        owner
          ? `Request for updating the client configuration for the client '${owner.client}' with propertyKey '${key}' in the tenant '${tenant}' failed`
          : `Request for updating the tenant configuration with the propertyKey '${key}' failed for the tenant '${tenant}'`,
      ),
    exists: () =>
      refused(
        'created',
        409,
        owner
          ? `Duplicate key for the client configuration during create for the client '${owner.client}' in the tenant '${tenant}'`
          : `Duplicate key for the tenant configuration during create for the tenant '${tenant}'`,
      ),
    conflict: (key: string) =>
      refused(
        'updated',
        409,
        owner
          ? `Duplicate key for the client configuration during update for the tenant '${tenant}'`
          : `Duplicate property key '${key}' for the tenant configuration during update for the tenant '${tenant}'`,
      ),
    otherKey: () =>
      answer(
        400,
        'Invalid Parameters',
        'The keys specified in the path param and in the payload are not the same.',
      ),
    /** Assumed: that these are 400 and how they are worded; the rules themselves are documented. */
    invalid: (detail: string) => answer(400, 'Invalid Parameters', detail),
    readOnly: (key: string) =>
      refused('updated', 400, `The configuration with the propertyKey '${key}' is read-only.`),
    restricted: (key: string) =>
      answer(
        400,
        `${kind} configuration could not be deleted`,
        `The configuration with the propertyKey '${key}' is restricted.`,
      ),
  }
}

/** [DOC] for a list; assumed to be worded alike where an object is wanted. */
export function badPayload(c: Context, wanted: 'list' | 'object') {
  const [type, token] =
    wanted === 'list' ? ['ArrayList', 'START_OBJECT'] : ['LinkedHashMap', 'START_ARRAY']
  return errorMessage(c, 400, {
    type: 'bad_payload_syntax',
    message: `Can not deserialize instance of java.util.${type} out of ${token} token`,
  })
}
