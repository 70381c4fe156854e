import '@mantine/core/styles/Combobox.layer.css';
import { CloseButton, Combobox, Loader, TextInput, useCombobox, VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { BarChart3, type LucideIcon, PenLine, Search, Upload, UserRound } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { countOf } from '../format/numbers.ts';
import { Failure } from '../shell/states.tsx';
import { type Finding, type FindingGroup, KIND_NAMES } from './finding-groups.ts';
import { type PlaceKind, readPlaces } from './places.ts';
import styles from './search-dialog.module.css';
import { useFindings } from './use-findings.ts';

const LONGEST = 200;

const ICONS: Readonly<Record<PlaceKind, LucideIcon>> = {
  campaign: BarChart3,
  creator: UserRound,
  import: Upload,
  brief: PenLine,
};

/** A search over campaigns, creators, imports and briefs; before anything is typed, the pages that were looked at last. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const listId = useId();
  const combobox = useCombobox();
  const [typed, setTyped] = useState('');
  const [attempt, setAttempt] = useState(0);
  const text = typed.trim();
  const findings = useFindings(text, attempt);
  const isWaiting = text !== '' && findings?.text !== text;
  const groups = useMemo(() => (text === '' ? recentPlaces() : (findings?.groups ?? [])), [text, findings]);
  const all = groups.flatMap((group) => group.findings);
  const [activePath, setActivePath] = useState<string>();
  const active = all.find(({ path }) => path === activePath) ?? all[0];
  const isEnterHeld = useRef(false);

  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // Closed, a dialog gives the focus back to where it was.
    return () => current?.close();
  }, []);

  const choose = (finding: Finding | undefined) => {
    if (finding === undefined) return;
    dialog.current?.close();
    void navigate({ href: finding.path });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was entered before the answer had come is chosen with the answer.
  useEffect(() => {
    if (isWaiting || !isEnterHeld.current) return;
    isEnterHeld.current = false;
    choose(all[0]);
  }, [isWaiting]);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (isWaiting) isEnterHeld.current = true;
      else choose(active);
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const at = active === undefined ? -1 : all.indexOf(active);
    const next = all[(at + step + all.length) % all.length];
    setActivePath(next?.path);
    if (next !== undefined) document.getElementById(idOf(listId, next))?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label="Search"
      onClose={onClose}
      onPointerDown={({ target }) => {
        // What is around the box is the dialog itself.
        if (target === dialog.current) dialog.current.close();
      }}
    >
      <div className={styles.box}>
        <div className={styles.field}>
          <TextInput
            size="md"
            variant="unstyled"
            type="text"
            role="combobox"
            aria-label="Search campaigns, creators, imports and briefs"
            aria-expanded={all.length > 0}
            aria-controls={all.length > 0 ? listId : undefined}
            aria-activedescendant={active === undefined ? undefined : idOf(listId, active)}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder="Search campaigns, creators, imports, briefs"
            maxLength={LONGEST}
            autoFocus
            className={styles.input}
            leftSection={isWaiting ? <Loader size={17} /> : <Search size={18} aria-hidden />}
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setActivePath(undefined);
              isEnterHeld.current = false;
            }}
            onKeyDown={press}
          />
          <CloseButton aria-label="Close the search" onClick={() => dialog.current?.close()} />
        </div>
        <VisuallyHidden role="status">
          {text !== '' && !isWaiting && findings?.error === undefined && countOf(all.length, 'result')}
        </VisuallyHidden>
        {findings?.error !== undefined && !isWaiting && (
          <div className={styles.failure}>
            <Failure
              title={all.length === 0 ? 'Nothing could be searched' : 'Not everything could be searched'}
              error={findings.error}
              onRetry={() => setAttempt((known) => known + 1)}
            />
          </div>
        )}
        {all.length > 0 && (
          <Combobox store={combobox}>
            <Combobox.Options
              id={listId}
              aria-label={text === '' ? 'Recently viewed' : 'Results'}
              aria-busy={isWaiting}
              className={styles.list}
            >
              {groups.map((group) => (
                <Group
                  key={group.name}
                  group={group}
                  active={active}
                  idOf={(finding) => idOf(listId, finding)}
                  onChoose={choose}
                />
              ))}
            </Combobox.Options>
          </Combobox>
        )}
        {all.length === 0 && !isWaiting && findings?.error === undefined && (
          <p className={styles.nothing}>
            {text === ''
              ? 'Type a part of a name: of a campaign, a creator, the file of an import, or a brand or product that has a brief.'
              : `No campaign, creator, import or brief has “${text}” in its name.`}
          </p>
        )}
      </div>
    </dialog>
  );
}

interface GroupProps {
  readonly group: FindingGroup;
  readonly active: Finding | undefined;
  idOf(finding: Finding): string;
  onChoose(finding: Finding): void;
}

function Group({ group: { name, findings, hasMore }, active, idOf: idOfFinding, onChoose }: GroupProps) {
  return (
    <Combobox.Group label={hasMore ? `${name}, ${findings.length} of more` : name}>
      {findings.map((finding) => {
        const { kind, path, title, about } = finding;
        const Icon = ICONS[kind];
        return (
          <Combobox.Option
            key={path}
            id={idOfFinding(finding)}
            value={path}
            selected={finding === active}
            aria-selected={finding === active}
            className={styles.option}
            onClick={() => onChoose(finding)}
          >
            <Icon size={17} aria-hidden />
            <span className={styles.title}>{title}</span>
            <span className={styles.about}>{about}</span>
          </Combobox.Option>
        );
      })}
    </Combobox.Group>
  );
}

function idOf(listId: string, { path }: Finding): string {
  return `${listId}${path}`;
}

function recentPlaces(): FindingGroup[] {
  const here = window.location.pathname;
  const findings = readPlaces()
    .filter(({ path }) => path !== here)
    .map((place) => ({ ...place, about: KIND_NAMES[place.kind] }));
  return findings.length === 0 ? [] : [{ name: 'Recently viewed', findings, hasMore: false }];
}
