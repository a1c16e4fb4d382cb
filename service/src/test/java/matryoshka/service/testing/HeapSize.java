package matryoshka.service.testing;

import org.openjdk.jol.info.GraphLayout;

/** Measures the bytes of objects in this JVM, with everything that they refer to. */
public final class HeapSize {
    static {
        // The JVM does not reveal the offsets of records' fields.
        System.setProperty("jol.magicFieldOffset", "true");
        // Sizes are known without; trying takes seconds, and another process.
        System.setProperty("jol.skipInstallAttach", "true");
        System.setProperty("jol.skipDynamicAttach", "true");
        System.setProperty("jol.skipHotspotSAAttach", "true");
    }

    private HeapSize() {}

    /** Of all of them together; what several refer to counts once. */
    public static long of(Object... roots) {
        return GraphLayout.parseInstance(roots).totalSize();
    }
}
