/*
 * tests/base/plural.mjs PROGRAM - base/plural.c held against Intl.PluralRules, number by number
 *
 * PROGRAM LAST TAG... prints a digit for each number from 0 to LAST, language after language (tests/base/plural.c).  The rules
 * are those of CLDR 48; a node that was built with another CLDR may differ, so its version is said with what differs.
 */
import { spawnSync } from 'node:child_process'

const LAST = 1_100_000
const NAMES = ['zero', 'one', 'two', 'few', 'many', 'other']
const TAGS = ['en', 'de', 'nl', 'tr', 'es', 'it', 'fr', 'pt', 'pt-PT', 'hi', 'fa', 'pl', 'ru', 'uk', 'ar', 'he', 'zh', 'ja']

const ours = spawnSync(process.argv[2], [LAST, ...TAGS], { maxBuffer: (LAST + 1) * TAGS.length + 1, stdio: ['ignore', 'pipe', 'inherit'] })
let failed = ours.status !== 0 || ours.stdout.length !== (LAST + 1) * TAGS.length
if (failed) console.log(`the program ended with ${ours.status} after ${ours.stdout?.length} digits`)

function held(tag, digits) {
  const rules = new Intl.PluralRules(tag)
  if (!tag.startsWith(rules.resolvedOptions().locale)) return `node does not know ${tag}`
  for (let n = 0; n <= LAST; n++) {
    const name = NAMES[digits[n] - 48]
    if (rules.select(n) !== name) return `${tag}: ${n} is ${rules.select(n)} in CLDR ${process.versions.cldr}, and ${name} here`
  }
}

for (const [i, tag] of TAGS.entries()) {
  if (failed) break
  const wrong = held(tag, ours.stdout.subarray(i * (LAST + 1)))
  if (wrong) {
    console.log(wrong)
    process.exitCode = 1
  }
}
if (failed) process.exitCode = 1
else if (!process.exitCode) console.log(`${TAGS.length} languages, 0 to ${LAST}: as CLDR ${process.versions.cldr} says`)
