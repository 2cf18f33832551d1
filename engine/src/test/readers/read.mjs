// Asks other people's readers. One question a line on stdin, {"reader","text"}; one answer a line on stdout, {"accepted","said"}.
import { createInterface } from 'node:readline';
import { validate } from 'achkit';
import swift from '@centrapay/swift-parser';
import { clabe } from 'clabe-validator';
import { countrySpecs, isValidBIC, validateIBAN } from 'ibantools';
import mt940js from 'mt940js';
import { hasError, parsePix } from 'pix-utils';

const yes = said => ({ accepted: true, said: String(said ?? '') });
const no = said => ({ accepted: false, said: String(said ?? '') });

const readers = {
  achkit: text => {
    const result = validate(text);
    return result.ok ? yes() : no(JSON.stringify(result.errors));
  },
  mt940js: text => yes(new mt940js.Parser().parse(text).length),   // throws on what it refuses
  'swift-parser': text => yes(swift.parse({ type: 'mt940', data: text, validate: true }).length),
  countries: () => yes(Object.entries(countrySpecs).filter(([, spec]) => spec.chars).map(([code]) => code)),
  iban: text => {
    const result = validateIBAN(text);
    return result.valid ? yes() : no(result.errorCodes);
  },
  bic: text => (isValidBIC(text) ? yes() : no()),
  clabe: text => {
    const result = clabe.validate(text);
    return result.valid.format ? yes(result.bank) : no(result.error);   // whether bank and place exist is not asked
  },
  pix: text => {
    const result = parsePix(text);
    return hasError(result) ? no(result.message) : yes(JSON.stringify(result));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { reader, text } = JSON.parse(line);
  let answer;
  try {
    answer = readers[reader](text);
  } catch (refusal) {
    answer = no(refusal?.message ?? refusal);
  }
  console.log(JSON.stringify(answer));
}
