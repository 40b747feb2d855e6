package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryTokenStore;
import dev.stillframe.core.port.TokenStore;

class MemoryTokenStoreTest extends TokenStoreContract {
    @Override
    protected TokenStore create() {
        return new MemoryTokenStore();
    }
}
