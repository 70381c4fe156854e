import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatMoney } from '../format/money.ts';
import { NOTHING } from '../format/numbers.ts';
import { namePlatform } from '../format/platforms.ts';
import { isAllowedIn, useViewer } from '../session/use-viewer.ts';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { MediaRateForm } from './media-rate-form.tsx';
import { MEDIA_RATES, type MediaRate, REMOVE_MEDIA_RATE } from './media-rate-queries.ts';
import styles from './media-rates.module.css';

/** What the organization says that views and interactions are worth, which earned media value is made of. */
export function MediaRatesPage() {
  const mayManage = isAllowedIn(useViewer(), 'manage', null, []);
  const [{ data, error, fetching }, ask] = useQuery({ query: MEDIA_RATES });
  const [changed, setChanged] = useState<MediaRate>();
  const [saved, setSaved] = useState<string>();
  const reload = () => ask({ requestPolicy: 'network-only' });
  const rates = data?.mediaRates ?? undefined;
  return (
    <>
      <PageHead title="Media rates">
        What a view, like, comment and share on each platform is worth to your organization. Earned media
        value (EMV) is made of them alone; there are no default rates.
      </PageHead>
      {error !== undefined && rates === undefined && (
        <Failure title="Media rates could not be loaded" error={error} onRetry={reload} />
      )}
      {fetching && rates === undefined && <Waiting label="Loading the media rates" heights={[48, 48]} />}
      <div className={styles.page}>
        {rates !== undefined && rates.length === 0 && (
          <Empty title="No rates yet">
            {mayManage
              ? 'Set the rates of a platform below: from then on its posts have an earned media value.'
              : 'A manager or an admin of the organization as a whole can set them.'}
          </Empty>
        )}
        {rates !== undefined && rates.length > 0 && (
          <VirtualTable
            label="Media rates"
            columns={[
              ...RATE_COLUMNS,
              ...(mayManage ? [actsColumn({ onChange: setChanged, onRemoved: reload })] : []),
            ]}
            rows={rates}
            rowKey={({ platform }) => platform}
            estimatedHeight={{ desk: 58, phone: 170 }}
          />
        )}
        {mayManage && rates !== undefined && (
          <MediaRateForm
            key={changed === undefined ? `new after ${saved}` : `change ${changed.platform}`}
            known={changed}
            onDone={(platform) => {
              setChanged(undefined);
              setSaved(platform);
              reload();
            }}
            onCancel={() => setChanged(undefined)}
          />
        )}
        <p role="status" className={styles.saved}>
          {saved !== undefined && `The rates of ${namePlatform(saved)} are set.`}
        </p>
      </div>
    </>
  );
}

const RATE_COLUMNS: readonly Column<MediaRate>[] = [
  {
    key: 'platform',
    header: 'Platform',
    width: 'minmax(0, 1.2fr)',
    isRowHeader: true,
    onPhone: 'title',
    cell: ({ platform }) => <b>{namePlatform(platform)}</b>,
  },
  ...(
    [
      ['perView', 'Per view'],
      ['perLike', 'Per like'],
      ['perComment', 'Per comment'],
      ['perShare', 'Per share'],
    ] as const
  ).map(
    ([key, header]): Column<MediaRate> => ({
      key,
      header,
      width: 'minmax(0, 1fr)',
      isNumber: true,
      cell: ({ currency, [key]: amount }) => (amount === null ? NOTHING : formatMoney({ amount, currency })),
    }),
  ),
];

function actsColumn({
  onChange,
  onRemoved,
}: {
  onChange(rate: MediaRate): void;
  onRemoved(): void;
}): Column<MediaRate> {
  return {
    key: 'acts',
    header: 'Change or remove',
    width: 'minmax(0, 1.9fr)',
    onPhone: 'title',
    isScreenOnly: true,
    cell: (rate) => (
      <span className={styles.acts}>
        <Button
          size="sm"
          variant="subtle"
          aria-label={`Change the rates of ${namePlatform(rate.platform)}`}
          onClick={() => onChange(rate)}
        >
          Change
        </Button>
        <ConfirmButton
          mutation={REMOVE_MEDIA_RATE}
          variables={{ platform: rate.platform }}
          label="Remove"
          name={`Remove the rates of ${namePlatform(rate.platform)}`}
          question="Its posts have no earned media value then."
          errorsOf={({ removeMediaRate }) => removeMediaRate?.errors}
          onDone={onRemoved}
        />
      </span>
    ),
  };
}
