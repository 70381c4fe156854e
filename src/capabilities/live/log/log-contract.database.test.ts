import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { openLog } from '../counting/counting.fixture.ts';
import { describeLogContract } from './log-contract.fixture.ts';

describeOnBothDatabases('a log in the database', (database) => {
  describeLogContract(database, () => openLog(database()));
});
