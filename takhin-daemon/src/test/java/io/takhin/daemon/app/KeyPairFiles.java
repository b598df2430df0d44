package io.takhin.daemon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A private key and a certificate for 127.0.0.1 that it signed itself, made by the JDK's keytool, in PEM files. */
record KeyPairFiles(Path certificate, Path key) {

    private static final String PASSWORD = "only-for-a-test";

    static KeyPairFiles make(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve(name + ".p12");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + "-keytool.txt").toFile())
                .start();
        Assertions.assertTrue(process.waitFor(120, TimeUnit.SECONDS), "keytool hangs");
        Assertions.assertEquals(0, process.exitValue());
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var pair = new KeyPairFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        write(pair.certificate, "CERTIFICATE", keys.getCertificate(name).getEncoded());
        write(pair.key, "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
        return pair;
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
