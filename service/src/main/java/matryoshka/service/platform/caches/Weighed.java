package matryoshka.service.platform.caches;

/** Knows by itself how many bytes of memory it keeps from being freed, at most. What it shares with the snapshot in use does not count. */
public interface Weighed {
    long weight();
}
