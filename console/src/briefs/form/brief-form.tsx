import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { readOneOf } from '../../shell/search.ts';
import { CAMPAIGN_IDS } from '../brief-queries.ts';
import { type BriefForm, GOAL_NAMES, GOALS, PLATFORM_NAMES, PLATFORMS } from '../brief-search.ts';
import styles from '../briefs.module.css';

interface BriefFormPanelProps {
  readonly initial: BriefForm;
  onWrite(form: BriefForm, refresh: boolean): void;
}

/** What a brief is for. */
export function BriefFormPanel({ initial, onWrite }: BriefFormPanelProps) {
  const [form, setForm] = useState(initial);
  const [refresh, setRefresh] = useState(false);
  const [campaigns] = useQuery({
    query: CAMPAIGN_IDS,
    variables: { search: useDebouncedValue(form.campaignId, 250)[0] || null },
  });
  const set = (change: Partial<BriefForm>) => setForm((known) => ({ ...known, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onWrite(form, refresh);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Part title="Product and goal">
        <TextInput
          label="Brand"
          required
          maxLength={80}
          value={form.brand}
          onChange={({ currentTarget }) => set({ brand: currentTarget.value })}
        />
        <TextInput
          label="Product"
          required
          maxLength={120}
          value={form.product}
          onChange={({ currentTarget }) => set({ product: currentTarget.value })}
        />
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
        <TextInput
          label="Campaign"
          description="Uses its results; if empty, all posts on the platform"
          list="campaign-ids"
          autoComplete="off"
          value={form.campaignId}
          onChange={({ currentTarget }) => set({ campaignId: currentTarget.value })}
        />
        <datalist id="campaign-ids">
          {campaigns.data?.campaigns?.edges.map(({ node: { id } }) => (
            <option key={id} value={id} />
          ))}
        </datalist>
      </Part>
      <Part title="Style">
        <TextInput
          label="Audience"
          maxLength={300}
          placeholder="default: chosen from the persona"
          value={form.audience}
          onChange={({ currentTarget }) => set({ audience: currentTarget.value })}
        />
        <TextInput
          label="Tone"
          placeholder="such as playful, or calm and expert"
          value={form.tone}
          onChange={({ currentTarget }) => set({ tone: currentTarget.value })}
        />
        <TextInput
          label="Language"
          description="A tag such as en, de or pt-BR"
          value={form.locale}
          onChange={({ currentTarget }) => set({ locale: currentTarget.value })}
        />
        <Textarea
          label="Must mention"
          description="One phrase per line, used word for word: claims, codes, links"
          autosize
          minRows={2}
          value={form.mustMention}
          onChange={({ currentTarget }) => set({ mustMention: currentTarget.value })}
        />
        <Textarea
          label="Must avoid"
          description="One word or phrase per line"
          autosize
          minRows={2}
          value={form.mustAvoid}
          onChange={({ currentTarget }) => set({ mustAvoid: currentTarget.value })}
        />
      </Part>
      <div className={styles.submit}>
        <Button type="submit" size="md">
          Write brief
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

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles.part}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
