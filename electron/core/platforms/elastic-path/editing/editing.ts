import type { ConnectionOf } from '../../../../../shared/connection.ts'
import type { Editing } from '../../editing.ts'
import { changeRequest } from './change-request.ts'
import { sections, template } from './form.ts'
import { importFrom, owns } from './import.ts'
import { traps } from './traps.ts'

export const elasticPathEditing: Editing<ConnectionOf<'elastic-path'>> = {
  sections,
  template,
  traps,
  // The settings of a store are read live; there are no site configurations.
  effective: () => [],
  owns,
  importFrom,
  changeRequest,
}
