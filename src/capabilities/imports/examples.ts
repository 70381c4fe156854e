/** Example operations on the sample data, shown in the playground. */
export const importExamples = [
  {
    name: 'Imports and their quarantine',
    query: `# What was loaded, and which rows could not be, and why?
query Imports {
  imports(first: 5) {
    edges {
      node {
        id source status readCount loadedCount rejectedCount supersededCount
        rejectedByCode { code rowCount }
        rejectedRows(first: 5) { edges { node { line column code message raw } } }
      }
    }
  }
}
`,
  },
] as const;
