import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';

/** Copies one part of a brief, and nothing of the other. */
export function CopyPart({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <CopyButton value={text} timeout={2_000}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          variant="default"
          onClick={copy}
          aria-label={copied ? 'Copied' : label}
          leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  );
}
