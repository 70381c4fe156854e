import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { PLATFORM_NAMES } from '../briefs/brief-search.ts';
import { namePlatform } from '../format/platforms.ts';
import { AMOUNT_PATTERN, readAmount, writeAmount } from '../format/read-amount.ts';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { type MediaRate, SET_MEDIA_RATE } from './media-rate-queries.ts';
import styles from './media-rates.module.css';

interface MediaRateFormProps {
  /** The rates that are changed; undefined: those of a further platform are set. */
  readonly known: MediaRate | undefined;
  onDone(platform: string): void;
  onCancel(): void;
}

const RATES = [
  ['perView', 'Per view'],
  ['perLike', 'Per like'],
  ['perComment', 'Per comment'],
  ['perShare', 'Per share'],
] as const;

/** Sets what things on a platform are worth. */
export function MediaRateForm({ known, onDone, onCancel }: MediaRateFormProps) {
  const [platform, setPlatform] = useState(known?.platform ?? '');
  const [currency, setCurrency] = useState(known?.currency ?? '');
  const [typed, setTyped] = useState({
    perView: writeAmount(known?.perView ?? null),
    perLike: writeAmount(known?.perLike ?? null),
    perComment: writeAmount(known?.perComment ?? null),
    perShare: writeAmount(known?.perShare ?? null),
  });
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (known !== undefined) title.current?.focus();
  }, [known]);
  const heading = known === undefined ? 'Set rates' : `Change the rates of ${namePlatform(known.platform)}`;
  return (
    <section className={styles.panel} aria-labelledby="set-rates">
      <h2 id="set-rates" ref={title} tabIndex={-1}>
        {heading}
      </h2>
      <MutationForm
        mutation={SET_MEDIA_RATE}
        label="Set the rates of a platform"
        submit="Save rates"
        className={styles.form}
        variables={() => ({
          input: {
            platform: findPlatform(platform),
            currency: currency.trim().toUpperCase(),
            perView: readAmount(typed.perView) ?? null,
            perLike: readAmount(typed.perLike) ?? null,
            perComment: readAmount(typed.perComment) ?? null,
            perShare: readAmount(typed.perShare) ?? null,
          },
        })}
        errorsOf={({ setMediaRate }) => setMediaRate?.errors}
        onDone={({ setMediaRate }) => onDone(setMediaRate?.mediaRate?.platform ?? platform)}
      >
        {(errorOf) => (
          <>
            {known === undefined && (
              <TextInput
                label="Platform"
                required
                maxLength={60}
                list="rate-platforms"
                autoComplete="off"
                value={platform}
                error={errorOf('platform')}
                onChange={({ currentTarget }) => setPlatform(currentTarget.value)}
              />
            )}
            <TextInput
              label="Currency"
              required
              placeholder="EUR"
              pattern="\s*[A-Za-z]{3}\s*"
              title="The three letters of a currency, such as EUR"
              list="rate-currencies"
              autoComplete="off"
              value={currency}
              error={errorOf('currency')}
              onChange={({ currentTarget }) => setCurrency(currentTarget.value)}
            />
            {RATES.map(([name, label]) => (
              <TextInput
                key={name}
                label={label}
                placeholder="does not count"
                inputMode="decimal"
                pattern={AMOUNT_PATTERN}
                title="An amount in whole units of the currency, such as 0.01, without a mark between thousands"
                value={typed[name]}
                error={readAmount(typed[name]) === undefined ? 'An amount, such as 0.01' : errorOf(name)}
                onChange={({ currentTarget }) => setTyped({ ...typed, [name]: currentTarget.value })}
              />
            ))}
            <datalist id="rate-platforms">
              {Object.values(PLATFORM_NAMES).map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
            <datalist id="rate-currencies">
              {Intl.supportedValuesOf('currency').map((code) => (
                <option key={code} value={code} />
              ))}
            </datalist>
          </>
        )}
      </MutationForm>
      {known !== undefined && (
        <Button variant="default" className={styles.cancel} onClick={onCancel}>
          Cancel
        </Button>
      )}
    </section>
  );
}

/** The platform as the graph names it, of what people call it. */
function findPlatform(typed: string): string {
  const name = typed.trim();
  const known = Object.entries(PLATFORM_NAMES).find(
    ([, written]) => written.toLowerCase() === name.toLowerCase(),
  );
  return known?.[0] ?? name;
}
