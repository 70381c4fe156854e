import { getTreeExpandedState, Tree, type TreeNodeData, useTree } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import styles from './people.module.css';
import type { Department } from './people-queries.ts';

interface DepartmentTreeProps {
  readonly organization: string;
  readonly departments: readonly Department[];
  /** The selected department; empty: the organization. */
  readonly selected: string;
  onChoose(selected: string): void;
}

const ROOT = 'organization';

/** The organization with its departments beneath each other. */
export function DepartmentTree({ organization, departments, selected, onChoose }: DepartmentTreeProps) {
  const data = useMemo(
    () => [{ value: ROOT, label: organization, children: branchesOf(null, departments) }],
    [organization, departments],
  );
  const chosen = selected === '' ? ROOT : selected;
  const tree = useTree({
    initialExpandedState: getTreeExpandedState(data, '*'),
    selectedState: [chosen],
  });
  return (
    <Tree
      data={data}
      tree={tree}
      levelOffset={18}
      expandOnClick={false}
      aria-label="Departments"
      classNames={{ root: styles.tree, label: styles.branch }}
      renderNode={({ node, expanded, hasChildren, elementProps, tree: { toggleExpanded } }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree item that this stands in takes the keys.
        // biome-ignore lint/a11y/noStaticElementInteractions: see above.
        <div
          {...elementProps}
          data-chosen={node.value === chosen}
          onClick={(event) => {
            elementProps.onClick(event);
            onChoose(node.value === ROOT ? '' : node.value);
          }}
        >
          <ChevronRight
            size={15}
            aria-hidden
            className={styles.chevron}
            data-expanded={expanded}
            data-leaf={!hasChildren}
            onClick={(event) => {
              event.stopPropagation();
              toggleExpanded(node.value);
            }}
          />
          {node.label}
        </div>
      )}
    />
  );
}

function branchesOf(parentId: string | null, departments: readonly Department[]): TreeNodeData[] {
  const known = new Set(departments.map(({ id }) => id));
  return departments
    .filter((department) =>
      parentId === null
        ? department.parentId === null || !known.has(department.parentId)
        : department.parentId === parentId,
    )
    .sort((left, right) => left.name.localeCompare(right.name))
    .map(({ id, name }) => ({ value: id, label: name, children: branchesOf(id, departments) }));
}
