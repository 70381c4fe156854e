/**
 * Words that make the name of an attribute personal: events are about posts, and who watched them is nobody's business here.
 * docs/live.md lists them.
 */
export const PERSONAL_WORDS: readonly string[] = [
  'email',
  'mail',
  'phone',
  'telephone',
  'mobile',
  'name',
  'firstname',
  'lastname',
  'fullname',
  'surname',
  'username',
  'address',
  'street',
  'zip',
  'postcode',
  'postal',
  'ip',
  'ipaddress',
  'useragent',
  'agent',
  'birth',
  'birthday',
  'birthdate',
  'dob',
  'age',
  'gender',
  'ssn',
  'passport',
  'iban',
  'card',
  'latitude',
  'longitude',
  'lat',
  'lon',
  'lng',
  'location',
  'cookie',
  'fingerprint',
  'device',
  'deviceid',
  'idfa',
  'gaid',
  'session',
  'user',
  'userid',
  'customer',
  'customerid',
  'person',
  'password',
  'token',
];

const WORDS = new Set(PERSONAL_WORDS);

/** Whether the name of an attribute looks personal: one of its words is on the list, in camelCase, snake_case or with hyphens. */
export function isPersonalKey(key: string): boolean {
  return key
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .some((word) => WORDS.has(word) || WORDS.has(word.replace(/s$/, '')));
}
