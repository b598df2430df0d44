package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void isHeldByOneAtATimeAndNamesItsHolder() throws IOException {
        // Given
        var path = folder.resolve("a/b");
        var first = DataFolder.take(path);

        // When
        var second = assertThrows(TakhinException.class, () -> DataFolder.take(path));
        first.close();
        DataFolder.take(path).close();

        // Then
        assertEquals(ErrorCode.CONFLICT, second.error().code());
        assertTrue(
                second.error()
                        .message()
                        .endsWith("is in use by process "
                                + ProcessHandle.current().pid()),
                second.error().message());
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        // Given
        var file = Files.createFile(folder.resolve("file"));

        // When
        var refused = assertThrows(TakhinException.class, () -> DataFolder.take(file));

        // Then
        assertEquals(ErrorCode.STORAGE, refused.error().code());
    }
}
