/** What the system's codes mean to somebody who named a file or a folder. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not do that',
  EPERM: 'this user may not do that',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file stands in its path, where there should be a folder',
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's share of the disk is used up",
  EROFS: 'it is on a file system that can only be read',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
};

/** What is wrong with a file in words; the system's own message where there are none. */
export function describeSystemFault(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return MEANINGS[code] ?? error.message;
}
