import { PasswordInput } from '@mantine/core';

interface NewPasswordInputProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  onChange(value: string): void;
}

/** Where a new password is chosen. */
export function NewPasswordInput({ label, value, error, onChange }: NewPasswordInputProps) {
  return (
    <PasswordInput
      label={label}
      description="At least 12 characters"
      autoComplete="new-password"
      required
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
