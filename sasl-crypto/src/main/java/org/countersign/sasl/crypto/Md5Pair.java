package org.countersign.sasl.crypto;

import static java.lang.Integer.rotateLeft;
import static org.countersign.sasl.crypto.Md5.T;
import static org.countersign.sasl.crypto.Md5.word;

/**
 * HMAC-MD5 under a key that is used once. The block of the inner pad and that of the outer one do not need each other:
 * their steps alternate, and a processor that waits for one works on the other. MD5 is a single chain of dependencies,
 * so two of them take hardly more time than one.
 */
final class Md5Pair {

    private static final int IPAD = 0x36363636;
    private static final int OPAD = 0x5c5c5c5c;

    private Md5Pair() {}

    /** Writes MD5(K ^ opad, MD5(K ^ ipad, message)) (RFC 2104 2), the key K being of at most 64 octets. */
    static void mac(byte[] key, byte[] message, int offset, int messageLength, byte[] out, int outOffset) {
        int length = key.length;
        int last = Md5.lastWord(key, length, length, 0);
        int x0 = word(key, 0, length, last);
        int x1 = word(key, 4, length - 4, last);
        int x2 = word(key, 8, length - 8, last);
        int x3 = word(key, 12, length - 12, last);
        int x4 = word(key, 16, length - 16, last);
        int x5 = word(key, 20, length - 20, last);
        int x6 = word(key, 24, length - 24, last);
        int x7 = word(key, 28, length - 28, last);
        int x8 = word(key, 32, length - 32, last);
        int x9 = word(key, 36, length - 36, last);
        int x10 = word(key, 40, length - 40, last);
        int x11 = word(key, 44, length - 44, last);
        int x12 = word(key, 48, length - 48, last);
        int x13 = word(key, 52, length - 52, last);
        int x14 = word(key, 56, length - 56, last);
        int x15 = word(key, 60, length - 60, last);

        int i0 = x0 ^ IPAD;
        int o0 = x0 ^ OPAD;
        int i1 = x1 ^ IPAD;
        int o1 = x1 ^ OPAD;
        int i2 = x2 ^ IPAD;
        int o2 = x2 ^ OPAD;
        int i3 = x3 ^ IPAD;
        int o3 = x3 ^ OPAD;
        int i4 = x4 ^ IPAD;
        int o4 = x4 ^ OPAD;
        int i5 = x5 ^ IPAD;
        int o5 = x5 ^ OPAD;
        int i6 = x6 ^ IPAD;
        int o6 = x6 ^ OPAD;
        int i7 = x7 ^ IPAD;
        int o7 = x7 ^ OPAD;
        int i8 = x8 ^ IPAD;
        int o8 = x8 ^ OPAD;
        int i9 = x9 ^ IPAD;
        int o9 = x9 ^ OPAD;
        int i10 = x10 ^ IPAD;
        int o10 = x10 ^ OPAD;
        int i11 = x11 ^ IPAD;
        int o11 = x11 ^ OPAD;
        int i12 = x12 ^ IPAD;
        int o12 = x12 ^ OPAD;
        int i13 = x13 ^ IPAD;
        int o13 = x13 ^ OPAD;
        int i14 = x14 ^ IPAD;
        int o14 = x14 ^ OPAD;
        int i15 = x15 ^ IPAD;
        int o15 = x15 ^ OPAD;

        int a = Md5.IV[0];
        int b = Md5.IV[1];
        int c = Md5.IV[2];
        int d = Md5.IV[3];
        int ia = a;
        int ib = b;
        int ic = c;
        int id = d;
        int oa = a;
        int ob = b;
        int oc = c;
        int od = d;

        ia = ib + rotateLeft(ia + T[0] + i0 + (id ^ (ib & (ic ^ id))), 7);
        oa = ob + rotateLeft(oa + T[0] + o0 + (od ^ (ob & (oc ^ od))), 7);
        id = ia + rotateLeft(id + T[1] + i1 + (ic ^ (ia & (ib ^ ic))), 12);
        od = oa + rotateLeft(od + T[1] + o1 + (oc ^ (oa & (ob ^ oc))), 12);
        ic = id + rotateLeft(ic + T[2] + i2 + (ib ^ (id & (ia ^ ib))), 17);
        oc = od + rotateLeft(oc + T[2] + o2 + (ob ^ (od & (oa ^ ob))), 17);
        ib = ic + rotateLeft(ib + T[3] + i3 + (ia ^ (ic & (id ^ ia))), 22);
        ob = oc + rotateLeft(ob + T[3] + o3 + (oa ^ (oc & (od ^ oa))), 22);
        ia = ib + rotateLeft(ia + T[4] + i4 + (id ^ (ib & (ic ^ id))), 7);
        oa = ob + rotateLeft(oa + T[4] + o4 + (od ^ (ob & (oc ^ od))), 7);
        id = ia + rotateLeft(id + T[5] + i5 + (ic ^ (ia & (ib ^ ic))), 12);
        od = oa + rotateLeft(od + T[5] + o5 + (oc ^ (oa & (ob ^ oc))), 12);
        ic = id + rotateLeft(ic + T[6] + i6 + (ib ^ (id & (ia ^ ib))), 17);
        oc = od + rotateLeft(oc + T[6] + o6 + (ob ^ (od & (oa ^ ob))), 17);
        ib = ic + rotateLeft(ib + T[7] + i7 + (ia ^ (ic & (id ^ ia))), 22);
        ob = oc + rotateLeft(ob + T[7] + o7 + (oa ^ (oc & (od ^ oa))), 22);
        ia = ib + rotateLeft(ia + T[8] + i8 + (id ^ (ib & (ic ^ id))), 7);
        oa = ob + rotateLeft(oa + T[8] + o8 + (od ^ (ob & (oc ^ od))), 7);
        id = ia + rotateLeft(id + T[9] + i9 + (ic ^ (ia & (ib ^ ic))), 12);
        od = oa + rotateLeft(od + T[9] + o9 + (oc ^ (oa & (ob ^ oc))), 12);
        ic = id + rotateLeft(ic + T[10] + i10 + (ib ^ (id & (ia ^ ib))), 17);
        oc = od + rotateLeft(oc + T[10] + o10 + (ob ^ (od & (oa ^ ob))), 17);
        ib = ic + rotateLeft(ib + T[11] + i11 + (ia ^ (ic & (id ^ ia))), 22);
        ob = oc + rotateLeft(ob + T[11] + o11 + (oa ^ (oc & (od ^ oa))), 22);
        ia = ib + rotateLeft(ia + T[12] + i12 + (id ^ (ib & (ic ^ id))), 7);
        oa = ob + rotateLeft(oa + T[12] + o12 + (od ^ (ob & (oc ^ od))), 7);
        id = ia + rotateLeft(id + T[13] + i13 + (ic ^ (ia & (ib ^ ic))), 12);
        od = oa + rotateLeft(od + T[13] + o13 + (oc ^ (oa & (ob ^ oc))), 12);
        ic = id + rotateLeft(ic + T[14] + i14 + (ib ^ (id & (ia ^ ib))), 17);
        oc = od + rotateLeft(oc + T[14] + o14 + (ob ^ (od & (oa ^ ob))), 17);
        ib = ic + rotateLeft(ib + T[15] + i15 + (ia ^ (ic & (id ^ ia))), 22);
        ob = oc + rotateLeft(ob + T[15] + o15 + (oa ^ (oc & (od ^ oa))), 22);

        ia = ib + rotateLeft(ia + T[16] + i1 + (ic & ~id) + (ib & id), 5);
        oa = ob + rotateLeft(oa + T[16] + o1 + (oc & ~od) + (ob & od), 5);
        id = ia + rotateLeft(id + T[17] + i6 + (ib & ~ic) + (ia & ic), 9);
        od = oa + rotateLeft(od + T[17] + o6 + (ob & ~oc) + (oa & oc), 9);
        ic = id + rotateLeft(ic + T[18] + i11 + (ia & ~ib) + (id & ib), 14);
        oc = od + rotateLeft(oc + T[18] + o11 + (oa & ~ob) + (od & ob), 14);
        ib = ic + rotateLeft(ib + T[19] + i0 + (id & ~ia) + (ic & ia), 20);
        ob = oc + rotateLeft(ob + T[19] + o0 + (od & ~oa) + (oc & oa), 20);
        ia = ib + rotateLeft(ia + T[20] + i5 + (ic & ~id) + (ib & id), 5);
        oa = ob + rotateLeft(oa + T[20] + o5 + (oc & ~od) + (ob & od), 5);
        id = ia + rotateLeft(id + T[21] + i10 + (ib & ~ic) + (ia & ic), 9);
        od = oa + rotateLeft(od + T[21] + o10 + (ob & ~oc) + (oa & oc), 9);
        ic = id + rotateLeft(ic + T[22] + i15 + (ia & ~ib) + (id & ib), 14);
        oc = od + rotateLeft(oc + T[22] + o15 + (oa & ~ob) + (od & ob), 14);
        ib = ic + rotateLeft(ib + T[23] + i4 + (id & ~ia) + (ic & ia), 20);
        ob = oc + rotateLeft(ob + T[23] + o4 + (od & ~oa) + (oc & oa), 20);
        ia = ib + rotateLeft(ia + T[24] + i9 + (ic & ~id) + (ib & id), 5);
        oa = ob + rotateLeft(oa + T[24] + o9 + (oc & ~od) + (ob & od), 5);
        id = ia + rotateLeft(id + T[25] + i14 + (ib & ~ic) + (ia & ic), 9);
        od = oa + rotateLeft(od + T[25] + o14 + (ob & ~oc) + (oa & oc), 9);
        ic = id + rotateLeft(ic + T[26] + i3 + (ia & ~ib) + (id & ib), 14);
        oc = od + rotateLeft(oc + T[26] + o3 + (oa & ~ob) + (od & ob), 14);
        ib = ic + rotateLeft(ib + T[27] + i8 + (id & ~ia) + (ic & ia), 20);
        ob = oc + rotateLeft(ob + T[27] + o8 + (od & ~oa) + (oc & oa), 20);
        ia = ib + rotateLeft(ia + T[28] + i13 + (ic & ~id) + (ib & id), 5);
        oa = ob + rotateLeft(oa + T[28] + o13 + (oc & ~od) + (ob & od), 5);
        id = ia + rotateLeft(id + T[29] + i2 + (ib & ~ic) + (ia & ic), 9);
        od = oa + rotateLeft(od + T[29] + o2 + (ob & ~oc) + (oa & oc), 9);
        ic = id + rotateLeft(ic + T[30] + i7 + (ia & ~ib) + (id & ib), 14);
        oc = od + rotateLeft(oc + T[30] + o7 + (oa & ~ob) + (od & ob), 14);
        ib = ic + rotateLeft(ib + T[31] + i12 + (id & ~ia) + (ic & ia), 20);
        ob = oc + rotateLeft(ob + T[31] + o12 + (od & ~oa) + (oc & oa), 20);

        ia = ib + rotateLeft(ia + T[32] + i5 + (ib ^ (ic ^ id)), 4);
        oa = ob + rotateLeft(oa + T[32] + o5 + (ob ^ (oc ^ od)), 4);
        id = ia + rotateLeft(id + T[33] + i8 + (ia ^ (ib ^ ic)), 11);
        od = oa + rotateLeft(od + T[33] + o8 + (oa ^ (ob ^ oc)), 11);
        ic = id + rotateLeft(ic + T[34] + i11 + (id ^ (ia ^ ib)), 16);
        oc = od + rotateLeft(oc + T[34] + o11 + (od ^ (oa ^ ob)), 16);
        ib = ic + rotateLeft(ib + T[35] + i14 + (ic ^ (id ^ ia)), 23);
        ob = oc + rotateLeft(ob + T[35] + o14 + (oc ^ (od ^ oa)), 23);
        ia = ib + rotateLeft(ia + T[36] + i1 + (ib ^ (ic ^ id)), 4);
        oa = ob + rotateLeft(oa + T[36] + o1 + (ob ^ (oc ^ od)), 4);
        id = ia + rotateLeft(id + T[37] + i4 + (ia ^ (ib ^ ic)), 11);
        od = oa + rotateLeft(od + T[37] + o4 + (oa ^ (ob ^ oc)), 11);
        ic = id + rotateLeft(ic + T[38] + i7 + (id ^ (ia ^ ib)), 16);
        oc = od + rotateLeft(oc + T[38] + o7 + (od ^ (oa ^ ob)), 16);
        ib = ic + rotateLeft(ib + T[39] + i10 + (ic ^ (id ^ ia)), 23);
        ob = oc + rotateLeft(ob + T[39] + o10 + (oc ^ (od ^ oa)), 23);
        ia = ib + rotateLeft(ia + T[40] + i13 + (ib ^ (ic ^ id)), 4);
        oa = ob + rotateLeft(oa + T[40] + o13 + (ob ^ (oc ^ od)), 4);
        id = ia + rotateLeft(id + T[41] + i0 + (ia ^ (ib ^ ic)), 11);
        od = oa + rotateLeft(od + T[41] + o0 + (oa ^ (ob ^ oc)), 11);
        ic = id + rotateLeft(ic + T[42] + i3 + (id ^ (ia ^ ib)), 16);
        oc = od + rotateLeft(oc + T[42] + o3 + (od ^ (oa ^ ob)), 16);
        ib = ic + rotateLeft(ib + T[43] + i6 + (ic ^ (id ^ ia)), 23);
        ob = oc + rotateLeft(ob + T[43] + o6 + (oc ^ (od ^ oa)), 23);
        ia = ib + rotateLeft(ia + T[44] + i9 + (ib ^ (ic ^ id)), 4);
        oa = ob + rotateLeft(oa + T[44] + o9 + (ob ^ (oc ^ od)), 4);
        id = ia + rotateLeft(id + T[45] + i12 + (ia ^ (ib ^ ic)), 11);
        od = oa + rotateLeft(od + T[45] + o12 + (oa ^ (ob ^ oc)), 11);
        ic = id + rotateLeft(ic + T[46] + i15 + (id ^ (ia ^ ib)), 16);
        oc = od + rotateLeft(oc + T[46] + o15 + (od ^ (oa ^ ob)), 16);
        ib = ic + rotateLeft(ib + T[47] + i2 + (ic ^ (id ^ ia)), 23);
        ob = oc + rotateLeft(ob + T[47] + o2 + (oc ^ (od ^ oa)), 23);

        ia = ib + rotateLeft(ia + T[48] + i0 + (ic ^ (ib | ~id)), 6);
        oa = ob + rotateLeft(oa + T[48] + o0 + (oc ^ (ob | ~od)), 6);
        id = ia + rotateLeft(id + T[49] + i7 + (ib ^ (ia | ~ic)), 10);
        od = oa + rotateLeft(od + T[49] + o7 + (ob ^ (oa | ~oc)), 10);
        ic = id + rotateLeft(ic + T[50] + i14 + (ia ^ (id | ~ib)), 15);
        oc = od + rotateLeft(oc + T[50] + o14 + (oa ^ (od | ~ob)), 15);
        ib = ic + rotateLeft(ib + T[51] + i5 + (id ^ (ic | ~ia)), 21);
        ob = oc + rotateLeft(ob + T[51] + o5 + (od ^ (oc | ~oa)), 21);
        ia = ib + rotateLeft(ia + T[52] + i12 + (ic ^ (ib | ~id)), 6);
        oa = ob + rotateLeft(oa + T[52] + o12 + (oc ^ (ob | ~od)), 6);
        id = ia + rotateLeft(id + T[53] + i3 + (ib ^ (ia | ~ic)), 10);
        od = oa + rotateLeft(od + T[53] + o3 + (ob ^ (oa | ~oc)), 10);
        ic = id + rotateLeft(ic + T[54] + i10 + (ia ^ (id | ~ib)), 15);
        oc = od + rotateLeft(oc + T[54] + o10 + (oa ^ (od | ~ob)), 15);
        ib = ic + rotateLeft(ib + T[55] + i1 + (id ^ (ic | ~ia)), 21);
        ob = oc + rotateLeft(ob + T[55] + o1 + (od ^ (oc | ~oa)), 21);
        ia = ib + rotateLeft(ia + T[56] + i8 + (ic ^ (ib | ~id)), 6);
        oa = ob + rotateLeft(oa + T[56] + o8 + (oc ^ (ob | ~od)), 6);
        id = ia + rotateLeft(id + T[57] + i15 + (ib ^ (ia | ~ic)), 10);
        od = oa + rotateLeft(od + T[57] + o15 + (ob ^ (oa | ~oc)), 10);
        ic = id + rotateLeft(ic + T[58] + i6 + (ia ^ (id | ~ib)), 15);
        oc = od + rotateLeft(oc + T[58] + o6 + (oa ^ (od | ~ob)), 15);
        ib = ic + rotateLeft(ib + T[59] + i13 + (id ^ (ic | ~ia)), 21);
        ob = oc + rotateLeft(ob + T[59] + o13 + (od ^ (oc | ~oa)), 21);
        ia = ib + rotateLeft(ia + T[60] + i4 + (ic ^ (ib | ~id)), 6);
        oa = ob + rotateLeft(oa + T[60] + o4 + (oc ^ (ob | ~od)), 6);
        id = ia + rotateLeft(id + T[61] + i11 + (ib ^ (ia | ~ic)), 10);
        od = oa + rotateLeft(od + T[61] + o11 + (ob ^ (oa | ~oc)), 10);
        ic = id + rotateLeft(ic + T[62] + i2 + (ia ^ (id | ~ib)), 15);
        oc = od + rotateLeft(oc + T[62] + o2 + (oa ^ (od | ~ob)), 15);
        ib = ic + rotateLeft(ib + T[63] + i9 + (id ^ (ic | ~ia)), 21);
        ob = oc + rotateLeft(ob + T[63] + o9 + (od ^ (oc | ~oa)), 21);

        Md5.finish(a + ia, b + ib, c + ic, d + id, Md5.BLOCK, message, offset, messageLength, out, outOffset);
        Md5.finish(a + oa, b + ob, c + oc, d + od, Md5.BLOCK, out, outOffset, Md5.LENGTH, out, outOffset);
    }
}
