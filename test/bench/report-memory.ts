import { writeSync } from 'node:fs'

/** Loaded before the command line: writes the peak memory in kilobytes to file descriptor 3 at the end. */
process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
