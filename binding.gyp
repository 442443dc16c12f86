{
  'targets': [
    {
      'target_name': 'onelayer',
      'sources': [
        'native/addon.cc',
        'native/arguments.cc',
        'native/batch.cc',
        'native/build_information.cc',
        'native/encode_patches.cc',
        'native/gemm.cc',
        'native/gradient_stages.cc',
        'native/memory.cc',
        'native/kernels/instruction_sets.cc',
        'native/kernels/avx2.cc',
        'native/kernels/avx512.cc',
        'native/kernels/baseline.cc',
        'native/kernels/neon.cc',
        'native/model_pass.cc',
        'native/pass_options.cc',
        'native/pass_plan.cc',
        'native/patch_encoder.cc',
        'native/pool.cc',
        'native/prepared_pass.cc',
        'native/scratch.cc',
        'native/score_stages.cc',
        'native/show.cc',
        'native/threads.cc',
      ],
      'include_dirs': [
        # Relative, since an absolute path may hold a space, at which gyp would split it.
        '<!(node -p "require(\'node-addon-api\').include_dir")',
        '<!@(node scripts/openblas-flags.js --include)',
      ],
      'libraries': ['<!@(node scripts/openblas-flags.js --libs)'],
      'defines': [
        'NAPI_VERSION=8',
        'NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS',
        # A worker that is terminated in the middle of a call can't be thrown at: ignore, don't abort.
        'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
        'ONELAYER_BUILDER="node-gyp"',
      ],
      'conditions': [
        ['OS=="win"', {
          'msvs_settings': {
            'VCCLCompilerTool': {
              'AdditionalOptions': ['/std:c++17', '/W4', '/WX'],
              'ExceptionHandling': 0,
            },
          },
        }, {
          'cflags_cc': [
            '-std=c++17', '-fno-exceptions', '-fvisibility=hidden', '-fvisibility-inlines-hidden',
            '-Wall', '-Wextra', '-Werror',
            # A fused multiply-add for each product and sum, with one rounding; no errno of roots.
            '-ffp-contract=fast', '-fno-math-errno',
          ],
          'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
        }],
        ['OS=="mac"', {
          'xcode_settings': {
            'CLANG_CXX_LANGUAGE_STANDARD': 'c++17',
            'GCC_ENABLE_CPP_EXCEPTIONS': 'NO',
            'GCC_SYMBOLS_PRIVATE_EXTERN': 'YES',
            'OTHER_CPLUSPLUSFLAGS': [
              '-Wall', '-Wextra', '-Werror', '-ffp-contract=fast', '-fno-math-errno',
            ],
          },
        }],
        # Node unloads an addon when the last thread that loaded it ends, and its state and its
        # fork handlers with it.
        ['OS=="linux" or OS=="freebsd"', {
          'ldflags': ['-Wl,-z,nodelete', '-Wl,-z,relro', '-Wl,-z,now'],
        }],
      ],
    },
  ],
}
