import type { ConnectionOf } from '../../../../../shared/connection.ts'
import type { Editing } from '../../editing.ts'
import { changeRequest } from './change-request.ts'
import { effective } from './effective.ts'
import { sections, template } from './form.ts'
import { importFrom, owns } from './import.ts'
import { traps } from './traps.ts'

export const emporixEditing: Editing<ConnectionOf<'emporix'>> = {
  sections,
  template,
  traps,
  effective,
  owns,
  importFrom,
  changeRequest,
}
