package dev.stillframe.cli.page;

import dev.stillframe.core.port.StoreException;
import dev.stillframe.standalone.files.Effects;
import java.util.concurrent.CountDownLatch;

/** Stands before the files of builds: lets them through, holds them until it is opened, or breaks them. */
final class Gate implements Effects {
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile String broken = "";

    /** Builds that come from now on wait before their first file. */
    void hold() {
        open = new CountDownLatch(1);
    }

    /** Lets through who waits. */
    void release() {
        open.countDown();
    }

    /** Builds fail from now on; what is said of them is this text. Empty: they do not. */
    void breakWith(String reason) {
        broken = reason;
    }

    @Override
    public void before(String what) {
        if (!what.equals("stage")) {
            return;
        }
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!broken.isEmpty()) {
            throw new StoreException(broken);
        }
    }
}
