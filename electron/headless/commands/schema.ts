import { connectionJsonSchema } from '../../core/config/connection-json-schema.ts'
import type { AddCommand } from './command.ts'

export const addSchema: AddCommand = (program, io) => {
  program
    .command('schema')
    .description('prints the JSON Schema of a file that people write')
    .command('connection')
    .description('the connection file of --connection FILE')
    .action(() => {
      const schema = connectionJsonSchema()
      io.result(schema, JSON.stringify(schema, null, 2))
    })
}
