import { Button, FileButton, Text } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import styles from './import.module.css';

/** Takes a file, by dropping it or by a button. */
export function DropZone({ onFile }: { onFile(file: File): void }) {
  const [isOver, setIsOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, which any keyboard reaches.
    <div
      className={styles.zone}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      <FileUp size={40} strokeWidth={1.4} aria-hidden className={styles.zoneIcon} />
      <Text fw={700} size="lg" ff="heading">
        Drop a CSV file here
      </Text>
      <Text c="dimmed" ta="center" maw={430}>
        An export with one row per post, separated by comma, semicolon, tab or pipe; plain or .gz, any size.
        You can check the columns before anything is imported.
      </Text>
      <FileButton
        onChange={(file) => file !== null && onFile(file)}
        accept=".csv,.tsv,.txt,.gz,.zip,.xlsx,text/csv"
      >
        {(props) => (
          <Button {...props} size="md" mt="sm">
            Choose a file
          </Button>
        )}
      </FileButton>
    </div>
  );
}
