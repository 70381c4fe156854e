/** What can be shared, by the folder that its pages stand in. */
export const SHAREABLE = { campaigns: 'CAMPAIGN', imports: 'IMPORT', briefs: 'BRIEF' } as const;

export type Folder = keyof typeof SHAREABLE;

export function isFolder(text: string): text is Folder {
  return text in SHAREABLE;
}
