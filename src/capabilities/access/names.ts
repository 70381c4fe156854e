import { CallerError } from '../../errors.ts';

const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 254;

/**
 * A name that people read: trimmed, on one line.
 * @throws CallerError BAD_USER_INPUT
 */
export function checkName(argument: string, text: string): string {
  const name = text.trim();
  const isShown = name.length >= 1 && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
  if (isShown) return name;
  throw new CallerError('BAD_USER_INPUT', `${argument} takes 1 to ${LONGEST_NAME} characters on one line.`, {
    argument,
  });
}

/**
 * An e-mail address in small letters, so that one mailbox has one account.
 * @throws CallerError BAD_USER_INPUT
 */
export function checkEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (
    email.length <= LONGEST_ADDRESS &&
    /^[^\s@\p{Cc}"<>(),;:\\]+@[^\s@\p{Cc}"<>(),;:\\]+\.[^\s@.\p{Cc}"<>(),;:\\]+$/u.test(email)
  )
    return email;
  throw new CallerError('BAD_USER_INPUT', 'email takes an address such as name@example.com.', {
    argument: 'email',
  });
}
