/** Pages for whoever is not in yet. */
const DOORS: readonly string[] = ['/sign-in', '/sign-up', '/confirm', '/invitation', '/guest', '/signed-in'];

export function isDoor(path: string): boolean {
  return DOORS.includes(path);
}
