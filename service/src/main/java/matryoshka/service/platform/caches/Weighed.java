package matryoshka.service.platform.caches;

/** Knows how many bytes of memory it retains at most. What it shares with the current snapshot does not count. */
public interface Weighed {
    long weight();
}
