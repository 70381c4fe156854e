import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { authorizedFetch } from '../session/access-token.ts';
import { readRefusal } from '../session/request-error.ts';
import { Failure } from './states.tsx';

interface DownloadButtonProps {
  readonly href: string;
  readonly fileName: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Downloads a file of the server. A link alone would not say who asks. */
export function DownloadButton({ href, fileName, className, children }: DownloadButtonProps) {
  const [isUnderWay, setIsUnderWay] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const download = async () => {
    setIsUnderWay(true);
    setFailure(undefined);
    try {
      const response = await authorizedFetch(href);
      if (!response.ok) {
        throw readRefusal(await response.text(), 'The server sent no file.');
      }
      save(await response.blob(), fileName);
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setIsUnderWay(false);
    }
  };
  return (
    <div className={className}>
      <Button
        variant="default"
        loading={isUnderWay}
        leftSection={<Download size={16} aria-hidden />}
        onClick={() => void download()}
      >
        {children}
      </Button>
      {failure !== undefined && <Failure title="Download failed" error={failure} />}
    </div>
  );
}

function save(content: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  // The browser reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
