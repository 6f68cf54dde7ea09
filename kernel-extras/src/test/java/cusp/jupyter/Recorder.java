package cusp.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A front end that keeps what it is sent, with a clock and a ticker that move when they are told.
 */
final class Recorder implements FrontEnd, Ticker {

  /**
   * What was sent.
   *
   * @param name of the display that is replaced, or "" for a new one
   */
  record Message(String name, Bundle bundle) {}

  private static final class Call {
    final Runnable action;
    long due;

    Call(Runnable action, long due) {
      this.action = action;
      this.due = due;
    }
  }

  final List<Message> messages = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);
  private final List<Call> calls = new ArrayList<>();
  private final boolean watched;
  private int displays;

  /** What it takes to show something, in seconds. */
  double cost;

  Recorder() {
    this(true);
  }

  Recorder(boolean watched) {
    this.watched = watched;
  }

  @Override
  public synchronized String show(Object value) {
    take(cost);
    messages.add(new Message("", Views.bundle(value)));
    return "display " + ++displays;
  }

  @Override
  public synchronized void update(String name, Object value) {
    take(cost);
    messages.add(new Message(name, Views.bundle(value)));
  }

  @Override
  public boolean isWatched() {
    return watched;
  }

  @Override
  public synchronized Runnable start(long delayMillis, Runnable action) {
    Call call = new Call(action, clock.get() + TimeUnit.MILLISECONDS.toNanos(delayMillis));
    calls.add(call);
    return () -> stop(call);
  }

  private synchronized void stop(Call call) {
    calls.remove(call);
  }

  long nanoTime() {
    return clock.get();
  }

  /** Lets time go by, with the calls that fall into it. */
  void pass(double seconds) {
    long until = clock.get() + (long) (seconds * 1e9);
    for (Call next = next(until); next != null; next = next(until)) {
      waitFor(next.due);
      next.action.run();
      next.due = clock.get() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
    }
    waitFor(until);
  }

  private void waitFor(long time) {
    clock.updateAndGet(now -> Math.max(0, time - now) + now);
  }

  /** Lets time go by without calls, as within one. */
  void take(double seconds) {
    clock.addAndGet((long) (seconds * 1e9));
  }

  private synchronized Call next(long until) {
    return calls.stream()
        .filter(call -> call.due - until <= 0)
        .min((a, b) -> Long.signum(a.due - b.due))
        .orElse(null);
  }

  Message last() {
    return messages.get(messages.size() - 1);
  }

  /** How many calls are still to come. */
  synchronized int waiting() {
    return calls.size();
  }

  List<String> texts() {
    return messages.stream().map(message -> message.bundle.text()).toList();
  }

  String lastText() {
    return last().bundle.text();
  }
}
