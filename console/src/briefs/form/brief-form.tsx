import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { PLATFORM_RULES } from '../../../../src/capabilities/briefs/checks/platform-rules.ts';
import { CAMPAIGN_IDS } from '../../campaigns/campaign-id-queries.ts';
import { readOneOf } from '../../shell/search.ts';
import {
  type BriefForm,
  GOAL_NAMES,
  GOALS,
  MOST_VARIANTS,
  PLATFORM_NAMES,
  PLATFORMS,
  readBriefForm,
} from '../brief-search.ts';
import styles from '../briefs.module.css';
import { CreatorInput } from './creator-input.tsx';
import { FactRows } from './fact-rows.tsx';
import type { FieldErrors } from './field-errors.ts';
import formStyles from './form.module.css';
import { MoreFields } from './more-fields.tsx';

interface BriefFormPanelProps {
  readonly initial: BriefForm;
  readonly errors: FieldErrors;
  /** The form as it is now, a moment after it was changed. */
  onTyped(form: BriefForm): void;
  onWrite(form: BriefForm, refresh: boolean): void;
}

/** The fields that stand behind "More". */
const RARE = [
  'tone',
  'locale',
  'deliverables',
  'from',
  'to',
  'country',
  'category',
  'mustMention',
  'mustAvoid',
] as const satisfies readonly (keyof BriefForm)[];

const TYPING_PAUSE = 250;

/** What a brief is for. */
export function BriefFormPanel({ initial, errors, onTyped, onWrite }: BriefFormPanelProps) {
  const [form, setForm] = useState(initial);
  const [refresh, setRefresh] = useState(false);
  const [isMoreWanted, setIsMoreWanted] = useState(() => rareIn(initial) > 0);
  const keep = useDebouncedCallback(onTyped, TYPING_PAUSE);
  const [campaigns] = useQuery({
    query: CAMPAIGN_IDS,
    variables: { search: useDebouncedValue(form.campaignId, 250)[0] || null },
  });
  const campaignIds = campaigns.data?.campaigns?.edges.map(({ node: { id } }) => id) ?? [];
  const set = (change: Partial<BriefForm>) => {
    const next = { ...form, ...change };
    const { formats } = PLATFORM_RULES[next.platform];
    const deliverables = next.deliverables.filter(({ format }) => formats.includes(format));
    const whole = { ...next, deliverables };
    setForm(whole);
    keep(whole);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const whole = {
      ...form,
      facts: form.facts.filter(({ claim, proof }) => `${claim}${proof}`.trim() !== ''),
    };
    setForm(whole);
    onWrite(whole, refresh);
  };
  const hasErrorInMore = [...errors.keys()].some((field) => isRare(field));
  const filled = rareIn(form);
  return (
    <form className={styles.form} onSubmit={submit}>
      <Part title="Product and goal">
        <TextInput
          label="Brand"
          required
          maxLength={80}
          value={form.brand}
          error={errors.get('brand')}
          onChange={({ currentTarget }) => set({ brand: currentTarget.value })}
        />
        <TextInput
          label="Product"
          required
          maxLength={120}
          value={form.product}
          error={errors.get('product')}
          onChange={({ currentTarget }) => set({ product: currentTarget.value })}
        />
        <div className={formStyles.pair}>
          <NativeSelect
            label="Goal"
            value={form.goal}
            data={GOALS.map((goal) => ({ value: goal, label: GOAL_NAMES[goal] }))}
            onChange={({ currentTarget }) => set({ goal: readOneOf(GOALS, currentTarget.value, form.goal) })}
          />
          <NativeSelect
            label="Platform"
            value={form.platform}
            data={PLATFORMS.map((platform) => ({ value: platform, label: PLATFORM_NAMES[platform] }))}
            onChange={({ currentTarget }) =>
              set({ platform: readOneOf(PLATFORMS, currentTarget.value, form.platform) })
            }
          />
        </div>
        <TextInput
          label="Campaign"
          description="Uses its results; if empty, all posts on the platform"
          list="campaign-ids"
          autoComplete="off"
          value={form.campaignId}
          error={errors.get('campaignId')}
          onChange={({ currentTarget }) => set({ campaignId: currentTarget.value })}
        />
        <datalist id="campaign-ids">
          {campaignIds.map((id) => (
            <option key={id} value={id} />
          ))}
        </datalist>
        <CreatorInput
          value={form.creator}
          campaignId={campaignIds.find((id) => id === form.campaignId) ?? ''}
          error={errors.get('creator')}
          onChange={(creator) => set({ creator })}
        />
      </Part>
      <Part title="What to say">
        <TextInput
          label="Audience"
          maxLength={300}
          placeholder="default: chosen from the persona"
          value={form.audience}
          error={errors.get('audience')}
          onChange={({ currentTarget }) => set({ audience: currentTarget.value })}
        />
        <FactRows facts={form.facts} errors={errors} onChange={(facts) => set({ facts })} />
        <TextInput
          label="Link"
          type="url"
          description="Where the audience is to go"
          placeholder="https://"
          maxLength={500}
          value={form.link}
          error={errors.get('link')}
          onChange={({ currentTarget }) => set({ link: currentTarget.value })}
        />
        <TextInput
          label="Discount code"
          maxLength={40}
          value={form.code}
          error={errors.get('code')}
          onChange={({ currentTarget }) => set({ code: currentTarget.value })}
        />
      </Part>
      <details
        className={formStyles.behind}
        open={isMoreWanted || hasErrorInMore}
        onToggle={({ currentTarget }) => setIsMoreWanted(currentTarget.open)}
      >
        <summary>
          More
          <span>
            {filled === 0
              ? 'Deliverables, dates, country, category, tone, words to use and to avoid'
              : `${filled} filled in`}
          </span>
        </summary>
        <MoreFields form={form} errors={errors} set={set} />
      </details>
      <div className={styles.submit}>
        <NativeSelect
          aria-label="Variants"
          value={String(form.variants)}
          error={errors.get('variants')}
          data={Array.from({ length: MOST_VARIANTS }, (_, index) => ({
            value: String(index + 1),
            label: index === 0 ? '1 variant' : `${index + 1} variants`,
          }))}
          onChange={({ currentTarget }) => set({ variants: Number(currentTarget.value) })}
        />
        <Button type="submit" size="md">
          {form.variants === 1 ? 'Write brief' : 'Write briefs'}
        </Button>
        <Checkbox
          label="Write a new brief even if the same request was made before"
          checked={refresh}
          onChange={({ currentTarget }) => setRefresh(currentTarget.checked)}
        />
      </div>
    </form>
  );
}

function isRare(field: string): boolean {
  const [name] = field.split('.');
  return name === 'dates' || RARE.some((rare) => rare === name);
}

/** How many fields behind "More" are not as they are at first. */
function rareIn(form: BriefForm): number {
  const empty = readBriefForm({});
  return RARE.filter((name) => JSON.stringify(form[name]) !== JSON.stringify(empty[name])).length;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles.part}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
