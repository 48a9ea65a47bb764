// U8: the tracker that was started beside the program can be found from inside the full screen.
import { describe, expect, it } from 'vitest';
import { readStartedTracker } from '../../../peer/program/started-tracker.ts';
import { FullScreenInTest } from '../../helpers/full-screen.ts';
import { ready, status } from '../phrases/sample-reports.ts';

const TRACKER = { pid: 4711, log: '/srv/chat/data/tracker.log', data: '/srv/chat/data' };

async function started(tracker: typeof TRACKER | (Omit<typeof TRACKER, 'pid'> & { pid: null })) {
  const screen = new FullScreenInTest({ columns: 120 });
  screen.connect();
  await screen.report(ready({ tracker_process: tracker }));
  return screen;
}

describe('the tracker beside the program', () => {
  it('is shown at home: its process, its log and its data', async () => {
    const screen = await started(TRACKER);
    const seen = screen.text.replace(/[│\s]+/g, ' ');
    expect(seen).toContain('process 4711');
    expect(seen).toContain(TRACKER.log);
    expect(seen).toContain(`data is in ${TRACKER.data}`);
  });

  it('is shown without a number if it ran before', async () => {
    const screen = await started({ ...TRACKER, pid: null });
    screen.shows('already running');
    screen.hides('process');
  });

  it('is in the answer to /status', async () => {
    const screen = await started(TRACKER);
    await screen.type('/clear\r');
    await screen.report(status({ tracker_process: TRACKER }));
    screen.shows('process 4711');
  });

  it('is not spoken of where none was started', async () => {
    const screen = new FullScreenInTest();
    screen.connect();
    await screen.report(ready(), status());
    screen.hides('process', 'its log');
  });
});

describe('what npm start leaves for the peer', () => {
  it('is read back', () => {
    expect(readStartedTracker(JSON.stringify(TRACKER))).toEqual(TRACKER);
    expect(readStartedTracker(JSON.stringify({ ...TRACKER, pid: null }))).toEqual({ ...TRACKER, pid: null });
  });

  it.each([undefined, '', '{', 'null', '{"pid":-1,"log":"a","data":"b"}', '{"pid":1,"log":7,"data":"b"}', '{"pid":1}'])(
    'is nothing if it is %s',
    (text) => {
      expect(readStartedTracker(text)).toBeNull();
    },
  );
});
