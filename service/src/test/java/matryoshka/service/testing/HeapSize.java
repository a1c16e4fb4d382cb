package matryoshka.service.testing;

import org.openjdk.jol.info.GraphLayout;

/** How many bytes objects really take in the memory of this virtual machine, with all that they refer to. */
public final class HeapSize {
    static {
        // Of records the machine does not tell where their fields are.
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
